"""What is wrong: by the words for defects, and by the words for what is lacking or unlawful."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import DEFECTS, UNDONE
from taizhang.engine.patterns import compiled

# 不足三成 is a figure, 解决缺水 what is to be done.
_DEFECT: Final = compiled(
    rf"(?<![未无])(?<!无人)(?:{either(DEFECTS)})(?<!不足(?=[一二三四五六七八九两半\d]{{1,3}}(?:成|%|万|亿)))"
)
# 未辨识, 无警示标志, 没有水压, 擅自开工: whatever it is that is lacking.
_LACK: Final = compiled(
    rf"未(?!来|必|知|婚|成年|能现场|发现|发生|见|{either(UNDONE)}|{either(DEFECTS)})[一-鿿]{{1,2}}|"
    rf"没有(?!发生|发现|停|断|忘|放弃|问题|{either(UNDONE)})[一-鿿]{{2}}"
    r"|均?(?:不|[几\d一二三四五六七八九十]{1,3}[根盏个只台处]不)(?:亮|畅|牢|全|符|系|戴|规范|到位|落实|完善|齐|健全|冲洗|足|在岗|配套|达标)"
    r"|无(?!人机|法|锡|论|线|疑|数|偿|须|需|障碍|序|纺|烟|害|缝)(?:任何|环保|安全|专职|专人)?[一-鿿]{0,6}?(?:手续|证照|证|照|措施|标志|标识|方案|许可|设施|记录|防护|距离|压力|警示|灯|人值守|安全员|台账|护栏)"
    r"|非法|违法(?!违规行为|行为)|擅自|涉嫌|直排|偷排|超(?:标|期|限|量|载|负荷|范围|高|过[^，。；]{1,6}(?:米|厘米|吨|倍))|(?<!节性)缺[水少失损乏][一-鿿]|脱岗|离岗|不在岗|短接|手动(?:档|位|状态)|楔子|无证|一闸多机|露天堆[放存]|积尘|歪斜|东倒西歪|挡住|遮挡|坏"
    # 被纸箱堵住, 没盖, 拉不开, 相距不足一尺, 无护罩: what stands in the way or is missing.
    r"|被[^，。；被]{1,12}?(?:挡|堵|占|封|挤|锁|焊|套住|罩住|绑|卡住|拆|压住|盖住|遮|埋)|堆满|摞满|塞满|只剩|[推打拉]不开|[锁堵焊封卡钉]死|形同虚设|私自|加盖了|裂缝|裂纹|漏雨|漏电|漏油|漏气|渗水|锈|敞开|未开启|满溢|溢流|外溢|带泥上路|飞线|霉变|无标签|裸土|泡水|悬空|摇晃|掉落|坠落"
    r"|没(?:有)?(?:接|装|盖|锁好|戴|配|贴|做|分隔|苫盖|电)(?!到|上)[一-鿿]{0,3}|(?:相距|间距|距离|离(?!不)[^，。；]{1,8})(?:不[足到](?![^，。；]{1,5}，(?:一|有))|仅|只有)[一二两三半几\d]"
    r"|无(?:防火|独立|有效|[一-鿿]{0,2})?(?:隔墙|分隔|盖|门|锁|冷链|消毒|护罩|联动|压力|水|电|资质|台账|记录|接地线?|盖板|围[栏挡]|遮盖|覆盖|通风|监护|审批|预案|漏保|漏电保护|报警|应急照明|标牌|演练)(?=[，。；、]|$)"
)
_SOUGHT: Final = re.compile(
    r"是否|若|如果|解决|改善|新建|请(?!假|示)|力争|计划|打算|避免|一旦|(?<![按照合])要求|务必|严禁|(?<![主重需])要(?!求|素|点)|防止|杜绝|消除|排查(?:整治|治理)|(?<!未)开展|严厉|不得|必须"
)


def defects(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words of `[start, end)` by which something is wrong, each once."""
    found = [*_DEFECT.finditer(text, start, end), *_LACK.finditer(text, start, end)]
    return tuple(dict.fromkeys(m.group() for m in sorted(found, key=lambda m: m.start())))


def first_defect(text: str, start: int, end: int) -> int:
    """Where the first such word stands; -1 without any."""
    found = [m.start() for p in (_DEFECT, _LACK) if (m := p.search(text, start, end))]
    return min(found, default=-1)


def sought(text: str, start: int, end: int) -> bool:
    """Whether defects are looked for, forbidden or prevented, not found."""
    return bool(_SOUGHT.search(text, start, end))
