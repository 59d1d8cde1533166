"""Words that say that a matter cannot wait, by why."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from taizhang.engine.lexicon import words

DANGER: Final = "danger"
STANDSTILL: Final = "standstill"
PRESSING: Final = "pressing"

URGENT: Final = MappingProxyType(
    {
        DANGER: words(
            """
            爆炸 泄漏 泄露 坍塌 垮塌 塌方 倒塌 触电 中毒 起火 着火 火灾 火情 冒烟 漏气 漏电 被困
            伤亡 受伤 死亡 重伤 晕倒 窒息 危房 滑坡 溃坝 内涝 倒灌 决口 险情 生命危险 安全事故
            传染 聚集性
            """
        ),
        STANDSTILL: words(
            """
            停产 停工 停业 停电 断电 停水 断水 停气 断气 断供 停摆 无法开工 无法生产 无法营业
            资金链断裂 断贷 抽贷 查封 冻结账户 账户被冻结 拖欠工资 欠薪 讨薪 发不出工资 工资发不
            罢工 群体上访 堵门
            """
        ),
        PRESSING: words(
            """
            今天之内 今日之内 今晚 明天 明早 后天 三天内 三日内 两天内 两日内 一天内 本周内 火速
            十万火急 刻不容缓 迫在眉睫 紧急 急需 马上到期 即将到期 最后期限 违约金 违约在即
            """
        ),
    }
)
NOT_BEFORE: Final = ("未", "没", "不会", "没有", "避免", "防止", "防范", "预防", "已恢复")
"""Before such a word it says the opposite: 未停产, 防止泄漏."""
