"""Words that names of public bodies, parks and groups of people are made of."""

from __future__ import annotations

from typing import Final

from taizhang.engine.lexicon import words

UNIT_ENDINGS: Final = words(
    """
    管理委员会 管委会 党工委 纪工委 人大工委 政协工委 工委 安全生产委员会 安委会 安委办 委员会
    人民政府 政府 街道办事处 街道办 办事处 办公室 指挥部 领导小组 工作专班 专班 巡回指导组 指导组
    督导组 工作组 服务团 服务队 分局 总局 局 厅 服务中心 运营中心 指挥中心 中心 联合会 总工会 工会
    协会 商会 支队 大队 法院 检察院 派出所 税务所 司法所 供电公司 电力公司
    """
)
"""How names of public bodies end (special cases 委, 办 and 部门 have rules of their own)."""

DUTIES: Final = words(
    """
    发展改革 发改 教育 教 科技 工业和信息化 工信 公安 民政 司法 财政 人力资源和社会保障 人社
    自然资源 规划自然资源 国土 规划 生态环境 环保 环境保护 住房城乡建设 住房城乡建 住房和城乡建设
    住建 交通 交通运输 水利 水务 农业农村 商务 文化 文旅 卫生健康 卫健 退役军人 应急管理 应急 审计
    市场监管 市场监督管理 统计 医保 医疗保障 金融 城市管理 城管 行政审批 审批 税务 消防 消防救援
    气象 供电 电力 供水 燃气 招商 投资促进 体育 信访 人大 政协 能源 国资 园林 房管 人才 社保 就业
    劳动 海关 邮政 通信 土地 质监 工商 安监 党政 党建 宣传 组织 统战 政法 督查 经济发展 社会事务
    """
)
"""What public bodies do: a body of these words plus 部门, 委 or 办 is a unit."""

BUREAUX: Final = words(
    """
    宣传 组织 统战 武装 政法 生态环境 环境保护 自然资源 住房城乡建设 工业和信息化 应急管理 商务
    财政
    """
)
"""With 部 these are ministries or party departments; other 部 are parts of firms."""

WITH_AND: Final = words(
    """
    住房和城乡 资源和规划 规划和自然 发展和改革 资源和社会 工业和信息 广电和旅游 文化和旅游
    卫生和计划 民政和社会 网络安全和信息 科技和工业 统计和大数据 经济和信息 科学技术和 生态环境和
    招商和 商务和
    """
)
"""Places where 和 is part of a name and does not join two of them."""

PARK_ENDINGS: Final = words(
    """
    园区 产业园 工业园 科技园 物流园 创业园 软件园 开发区 经开区 高新区 新区 保税区 示范区
    产业基地 孵化器 集聚区
    """
)

GENERIC_PARKS: Final = words(
    """
    产业 产业园 工业 科技 国家 国家级 省级 各 本 该 全 飞地 飞地产业 生物医药产业 标准化
    国家自主创新 周边 入驻 走进 建设 创新 高质量发展 先行 发展 特色 物流 新 城 老 高新 经济 技术
    经济技术 物流产业 工业产业 人才 冷链产业 冷链 全省 全市 全国 这个 我 在 为
    """
)

NOT_CENTRES: Final = words(
    """
    研发 市 检测 数据 购物 活动 重 核 以人民为 以企业为 围绕 围绕 以 为 技术 会议 会展 服务 运营
    指挥
    """
)
