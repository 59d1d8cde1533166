"""What a column of a workbook may be: its type, and which fact of an entry it holds.

Headings of real ledgers vary (责任单位, 牵头部门, 整改责任单位): each fact has the patterns that
its headings follow. A pattern is held against the heading without blanks, marks and brackets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class ColumnType(Labelled):
    """What stands in the cells of a column."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Figure")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    YES_NO = "yes_no", _("Yes or no")


class Known(Labelled):
    """A fact that every entry has, whatever its ledger calls it."""

    ROW = "row", _("Row")
    NUMBER = "number", _("Number")
    TITLE = "title", _("Matter")
    TEXT = "text", _("In full")
    ENTERPRISES = "enterprises", _("Enterprise")
    CREDIT_CODE = "credit_code", _("Unified social credit code")
    PARK = "park", _("Industrial park")
    CATEGORY = "category", _("Category")
    SOURCE = "source", _("Source")
    REGISTERED_ON = "registered_on", _("Registered on")
    DISPATCHED_ON = "dispatched_on", _("Dispatched on")
    LEAD = "lead", _("Lead unit")
    CO_UNITS = "co_units", _("Co-units")
    ACCOUNTABLE = "accountable", _("Accountable leader")
    IN_CHARGE = "in_charge", _("Person in charge")
    WATCHER = "watcher", _("Watcher")
    DUE = "due", _("Due date")
    STATE = "state", _("State")
    PROGRESS = "progress", _("Progress")
    REPLY = "reply", _("Reply")
    CLOSED = "closed", _("Closed or not")
    CLOSED_ON = "closed_on", _("Closed on")

    @property
    def is_asked(self) -> bool:
        """Whether whoever registers a matter fills it in; the rest comes out of the work."""
        return self in _ASKED


_ASKED: Final = frozenset((Known.TITLE, Known.TEXT, Known.ENTERPRISES, Known.CATEGORY, Known.DUE))

_UNIT: Final = "(?:单位|部门|科室|委办局|局办)"
_KIND: Final = "主要|存在的?|反映的?|具体|重点|企业|工作|民生|群众"
_WHOSE: Final = "诉求|反映|申报|服务|受检|涉及|被检查|被走访|走访|帮扶|受灾|受访|相关"
_WORK: Final = "办理|整改|进展|落实|推进|工作|完成|处理|处置|解决|整治|目前|最新"
_DAY: Final = "(?:日期|时间)"
_LIMIT: Final = "(?:时限|期限|限期|时限要求)"
_THING: Final = "(?:问题|事项|诉求|任务|隐患|实事|风险|项目|困难|需求|线索|留言)"
PATTERNS: Final[dict[Known, tuple[str, ...]]] = {
    Known.ROW: ("序号", "序", "编次", "no", "行号"),
    Known.NUMBER: (rf"{_THING}?(?:编号|编码|单号|台账号)", "台账编号"),
    Known.TITLE: (
        rf"(?:{_KIND})?{_THING}(?:名称|标题|主题|概述|摘要|事项|清单|简述)?",
        r"(?:问题|困难)(?:隐患|和困难|及困难|诉求|建议)",
        "事由|标题|主题|工作内容|工作任务|需协调解决的问题|意见建议|目标任务",
    ),
    Known.TEXT: (
        rf"{_THING}(?:的)?(?:具体|详细)?(?:内容|描述|情况|详情|说明|表述)",
        "(?:具体|详细|主要)(?:内容|情况|描述)|详情|内容|描述",
    ),
    Known.ENTERPRISES: (
        f"(?:{_WHOSE})?(?:企业|公司|市场主体|经营主体)(?:名称|全称|简称)?",
        "(?:受检|被检查|被查|走访|受灾)单位(?:名称)?|单位名称",
    ),
    Known.CREDIT_CODE: ("(?:统一)?(?:社会)?信用代码|统一代码|组织机构代码|企业代码",),
    Known.PARK: (
        "属地|(?:所属|所在)(?:园区|辖区|区域|街道|片区|产业园)|园区|产业园区?|街道|辖区|片区",
    ),
    Known.CATEGORY: (rf"{_THING}?(?:类别|类型|分类|种类|所属类别)",),
    Known.SOURCE: (rf"{_THING}?(?:来源|来源渠道|出处)|(?:交办|信息)来源",),
    Known.REGISTERED_ON: (
        f"(?:登记|收件|收到|受理|上报|反映|提出|发现|检查|排查|填报|留言|走访|排查登记|录入){_DAY}",
    ),
    Known.DISPATCHED_ON: (f"(?:交办|转办|派单|下发|分办){_DAY}",),
    Known.LEAD: (
        f"(?:整改|落实|主要|第一|牵头)?(?:责任|牵头|主办|承办|办理|主责|包保|主管|落实|整改){_UNIT}",
        "责任主体|牵头责任单位|责任单位及部门",
    ),
    Known.CO_UNITS: (f"(?:责任)?(?:配合|协办|参与|协同|协助|协作){_UNIT}",),
    Known.ACCOUNTABLE: (
        "(?:责任|分管|包保|牵头|挂点|包联|主管|区级|县级|市级|挂牌督办)(?:责任|分管|包保)?领导",
    ),
    Known.IN_CHARGE: (
        "(?:整改|直接|具体|主要|第一|办理)?(?:责任|负责|经办|承办|办理|整改|包保)人(?:员|姓名)?",
    ),
    Known.WATCHER: ("(?:盯办|督办|督导|跟踪|盯)人(?:员)?",),
    Known.DUE: (
        f"(?:计划|预计|拟|要求|应)?(?:完成|整改|办结|办理|解决|整治|销号|反馈|答复|治理|限改)?{_LIMIT}",
        f"(?:计划|预计|拟|要求|应|限定)(?:完成|办结|整改|解决|销号|整改完成){_DAY}",
        f"截止{_DAY}|完成时间|整改时间|时间节点|完成节点|时间要求",
    ),
    Known.STATE: ("(?:办理|当前|整改|进度|办结|完成|事项|问题|目前)?状态",),
    Known.PROGRESS: (
        f"(?:{_WORK})+(?:情况|进展|进度)",
        "进展|进展情况|办理过程|进度",
    ),
    Known.REPLY: (
        "(?:答复|回复|反馈|处理|办理|解决)(?:意见|内容|结果)|答复|回复|答复情况|反馈情况",
    ),
    Known.CLOSED: (
        "是否已?(?:销号|办结|完成|整改到位|完成整改|整改完成|整改|解决|闭环|办理完毕)",
        "销号(?:情况|与否)",
    ),
    Known.CLOSED_ON: (f"(?:销号|办结|实际完成|整改完成|结案|闭环){_DAY}",),
}
"""By fact, the headings that it goes by; the first fact that fits a heading is taken."""
_BRACKETS: Final = re.compile(r"[(\[【〔［].*?[)\]】〕］]")
_MARKS: Final = re.compile(r"[^\w]|_")
REQUIRED: Final = re.compile(r"[*＊★]|必填")


def plain_heading(heading: str) -> str:
    """A heading without blanks, line breaks, marks and what stands in brackets."""
    folded = unicodedata.normalize("NFKC", heading)
    bare = _MARKS.sub("", _BRACKETS.sub("", folded))
    return (bare or _MARKS.sub("", folded)).lower()


@cache
def _pattern(known: Known) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in PATTERNS[known]))


@cache
def facts_named(heading: str) -> tuple[Known, ...]:
    """Every fact that goes by this heading."""
    bare = plain_heading(heading)
    return tuple(known for known in PATTERNS if _pattern(known).fullmatch(bare))
