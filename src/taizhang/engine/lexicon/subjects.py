"""What appeals are about: the words of each category, by how much they tell.

A word that names the matter itself tells most (5, 4: 用地指标, 续贷), one of its usual words less
(3, 2: 面积, 利息); what also stands in the circumstances of other matters hardly counts
(1: 工人, 亩).
"""

from __future__ import annotations

from typing import Final

from taizhang.engine.codes import Category
from taizhang.engine.lexicon import words
from taizhang.engine.lexicon.dealings import DEALINGS
from taizhang.engine.lexicon.means import MEANS

CATEGORY_WORDS: Final = {**MEANS, **DEALINGS}
"""For each category its words by weight: what a firm needs, and what it has to do with others."""

NOT_MATTERS: Final = words(
    """
    报废 作废 荒废 废寝忘食 百废
    思路 出路 线索 网路 电路 门路 销路 套路 后路 走路 公路局 路演 道路运输证 一路 线路板 电路板
    保证 证明 验证
    水晶 水彩 香水 墨水
    见证 论证 取证 凭证 条款 款式 存款 价钱 泡沫 水平 薪水 口水 水泥 水果 水产 电子 电器 电商 电话
    电影 机电
    气氛 天气 空气 勇气 人气 生气 力气 客气 氧气 士气 汽车 汽配 蒸汽机 暖心 温暖 回暖 车间 车床
    机车 水稻 薪资
    冷链 科技局 科技厅 科技公司 高校毕业生 站在 网站 车站派出所 排查 安排 排名 排期 批量 一批 首批
    大批 几批
    分批 批次 跑道 逃跑 领跑 绕不开 围绕 卖点 买卖 租赁合同 拆分 拆解 面积雪 水果店 销售额 营销
    促销 行业协会
    交通局 交通运输局 交通部门 公路局 水务局 水利局 电力局 财政局 教育局 人社局
    人力资源和社会保障局 环保局
    生态环境局 环境保护局 自然资源局 国土局 国土资源局 住建局 金融局 科技局 商务局 税务局 医保局
    卫健局
    卫健委 行政审批局 市场监管局 市场监督管理局 城管局 应急局 应急管理局 审批局 房管局 征收办 信访局
    认证书 电镀 电池 电机 电缆厂 电梯 水电费 节水 亩均 亩产 钱都 淹没 证券 证书 站稳 站出来
    """
)
"""Words that hold one of these words and mean none."""

OFFICES_OF: Final[dict[Category, tuple[str, ...]]] = {
    Category.LAND_SPACE: words("自然资源 国土 土地储备 征收 规划局 征拆"),
    Category.FINANCE: words("金融 银行 农商行 担保 人民银行 银保监"),
    Category.TALENT: words("人社 人才办 人力资源 就业 组织部"),
    Category.HOUSING_LIVING: words("教育局 教体局 卫健 住房保障 医保局 房管"),
    Category.MARKET: words("商务局 贸促 海关"),
    Category.POLICY: words("税务 财政局"),
    Category.APPROVAL: words("行政审批 政务服务 市场监管 市场监督 不动产登记 消防救援 住建"),
    Category.UTILITIES: words("供电 水务 燃气 热力 电网 通信 铁塔 移动公司 电信 联通"),
    Category.TRANSPORT: words("交通 交警 交管 公交 公路"),
    Category.ENVIRONMENT: words("生态环境 环保局 环境保护"),
    Category.DISASTER: words("应急管理 防汛 气象"),
    Category.TECHNOLOGY: words("科技局 科技厅 知识产权"),
    Category.OWNERSHIP: words("国资"),
    Category.LEGAL: words("法院 司法局 检察 信访 仲裁 律师"),
}
"""Whose business a matter is: the office that answers tells the category where words do not."""

EFFECTS: Final = words(
    """
    导致 造成 致使 使得 因此 因而 从而 以致 影响到 影响了 影响生产 影响交货 被迫 只能 只好 只得
    不得不 结果
    害得 眼看 眼睁睁 连带 进而 居民又 弄得 搞得
    """
)
"""Behind them stands what comes of a matter, not the matter."""

SETTLED: Final = words(
    """
    都批了 批了 已批 已获批 批下来了 办好了 办妥 已办 建好了 建成 建起来了 完工 修好 到位了 稳住了
    有了 拿到了
    主要从事 主要生产 主营 年产 成立于 员工有 现有员工 累计投资 总投资 投资 专业从事 已投产 已开工
    """
)
"""A clause with one of them tells what is settled, or who speaks: not the matter."""

LACKS_BEHIND: Final = words(
    """
    迟迟 一直 仍 还没 尚未 未 没 无 不 难 慢 高 贵 低 少 缺 紧 短缺 断 受限 受阻 偏 太 过 缺口
    压力 跟不上 滞后 老化
    下滑 减少 萎缩 流失 拖 卡 堵 坏 挤 积压 上涨 涨 波动 问题
    """
)
"""What is said of a matter that is in a bad way, behind it."""

LACKS_BEFORE: Final = words(
    """
    缺 没 没有 无 未 急需 亟需 缺乏 缺少 办不了 办不下 拿不到 等不到 租不到 招不到 贷不到 买不到
    找不到
    希望 建议 恳请 请求 能否 解决 协调 需要 盼 增加 增设 开通 给予 提供 落实 欠缺 办理 申请 要求
    """
)
"""What is said of it before it."""
