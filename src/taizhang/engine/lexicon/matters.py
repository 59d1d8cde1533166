"""What appeals are about: the words that tell the category, and those that tell a difficulty."""

from __future__ import annotations

from typing import Final

from taizhang.engine.codes import Category
from taizhang.engine.lexicon import words

CATEGORY_WORDS: Final[dict[Category, tuple[str, ...]]] = {
    Category.LAND_SPACE: words(
        """
        用地 土地 地块 搬迁 厂房 物理空间 空间不足 场地 生产用地 工业用地 扩建 选址 供地 容积率 征地
        拆迁 征拆 建设用地 标准厂房 办公用房 仓库不足 仓储用地 租用 面积不足 落地空间
        """
    ),
    Category.FINANCE: words(
        """
        融资 贷款 资金 信贷 授信 续贷 还贷 担保 流动资金 款短缺 周转 上市 股权融资 利率 抵押 缺钱
        贴息 保险理赔
        """
    ),
    Category.TALENT: words(
        """
        人才 招工 用工 招聘 缺工 技工 技术工人 员工不足 人手 引才 人才引进 职称 劳动力 社保缴纳
        留不住人
        """
    ),
    Category.HOUSING_LIVING: words(
        """
        住房 公租房 人才公寓 宿舍 食堂 就餐 子女入学 入学 上学 就医 托育 幼儿园 生活配套 商业配套
        周边配套 住宿 安置房 吃饭难
        """
    ),
    Category.MARKET: words(
        """
        市场 订单 销售 销路 滞销 拓展市场 客户 采购 供需对接 出口 外贸 产品推广 首台套 应用场景
        招投标 竞争
        """
    ),
    Category.POLICY: words("政策 奖补 补贴 补助 奖励 兑现 扶持 申报 减免 退税 税收优惠 认定 惠企"),
    Category.APPROVAL: words(
        """
        审批 手续 许可 办证 证照 证件 不动产 验收 备案 环评 规划许可 施工许可 产权证 房产证 资质
        报建 批复 登记 消防审批
        """
    ),
    Category.UTILITIES: words(
        """
        供电 用电 停电 电力 电压 供水 用水 停水 供气 天然气 蒸汽 供暖 供热 用气 管网 网络信号 宽带
        通信 水压 电价 变压器 增容 双回路
        """
    ),
    Category.TRANSPORT: words(
        """
        道路 交通 公交 乘车 出行 通勤 停车 路面 班车 红绿灯 限行 物流运输 货车 地铁 路灯 运输 拥堵
        站点 便道 限高
        """
    ),
    Category.ENVIRONMENT: words(
        """
        环保 污水 排放 排污 污染 废气 废水 噪音 噪声 扬尘 固废 危废 异味 垃圾 污水处理 管控停产
        错峰
        """
    ),
    Category.DISASTER: words(
        "受灾 灾后 暴雨 洪水 汛情 水毁 内涝 积水 恢复生产 损失 进水 灾情 被淹"
    ),
    Category.TECHNOLOGY: words(
        """
        技术攻关 研发 成果转化 产学研 科研 实验室 专利 知识产权 平台共享 创新平台 检验检测 数字化
        技术改造 校企合作 科技
        """
    ),
    Category.OWNERSHIP: words(
        "母公司 股权公司 总部 股东 重大决策 股权 集团总部 迁移 外迁 改制 重组 并购 搬迁计划"
    ),
    Category.LEGAL: words(
        "纠纷 诉讼 上访 信访 拖欠 欠款 账款 历史遗留 合同 侵权 维权 遗留 仲裁 村民 阻工 查封"
    ),
    Category.OTHER: words("防疫物资 口罩 消毒 治安 物业 安保 防疫"),
}

_WEIGHTS: Final = {
    5: words("母公司 消防审批"),
    4: words("审批 上访 纠纷 拖欠 历史遗留 污水处理 建设用地"),
    3: words("公交 污水 停电 招工 乘车 贷款 融资 资金 手续 厂房 用地"),
    2: words("环保"),
    1: words("研发 市场 政策 通信 运输"),
    0: words("科技 冷链"),
}
DECIDING: Final[dict[str, int]] = {w: n for n, some in _WEIGHTS.items() for w in some}
"""Weights other than 2; words not listed weigh 2."""

RAISE: Final = words("反映 提出 反馈 诉求 谈到 面临 存在 遇到 呼吁 表达 建议 关心 关注")
"""How a problem is brought up."""

PROBLEM_NOUNS: Final = words(
    "问题 难题 困难 诉求 需求 事宜 事项 困境 瓶颈 短板 矛盾 情况 难点 堵点 请求 期盼"
)

TROUBLES: Final = words(
    """
    延后 滞后 淤塞 举步维艰 受到影响 受影响 影响企业 影响生产 影响销售 紧缺 较少 太少 中断 受限
    限电 减少 下滑 积压 上涨 断供
    招人难 有困难 运不出 不敢接单 被迫 跟不上 老旧
    不畅 尚未 成本高
    过高 太高 即将到期 到期 缺资金 缺钱 短缺 难住 难题 困难 不足 急需 缺口 紧张 受阻 阻碍 滞销 停产
    招工难 融资难 融资贵 不便 太慢 拥堵 破损 无法 难招 留不住 偏高 不够 缺乏 缺少 不稳定 拖欠 积压
    没有公交 用工难 乘车难 停车难 出行难 不匹配 难以 亏损 较难 周转难 卡住
    """
)
"""Words that make a told circumstance a difficulty."""

HELP: Final = words(
    """
    帮 协调 研究 正在 对接 解决 办理 筹措 答复 回应 解答 介绍 召集 安排 牵头 表示 协助 缓解 解决方案
    调整 介入 上门 联系 支持 将 配合 成立 动员
    """
)
"""Words by which an answer to a problem is told."""

EMPTY_MATTERS: Final = words(
    """
    企业 公司 大家 群众 的 和 建议 意见 面临 存在 提出 反映 反馈 各类 有关 相关 具体 主要 突出
    一些 个别 共性 个性 其他 发展 实际 困难 问题 等 方面 各项 这些 上述 以上 该 目前 当前 遇到 中
    上 了 所 需要 协调 解决 急需 帮助 政府 生产 经营 在 生产经营 难题 诉求 事项 及 与 关注 关心 最
    热点 急难愁盼 “ ”
    """
)
"""What is left of "the problems the firms raised" when no problem is named."""
