"""Words that names of enterprises are made of."""

from __future__ import annotations

from typing import Final

from taizhang.engine.lexicon import words

LEGAL_FORMS: Final = words(
    """
    （集团）有限责任公司 （集团）股份有限公司 （集团）有限公司 集团有限责任公司 集团股份有限公司
    集团有限公司 有限责任公司 股份有限公司 有限公司 集团公司 总公司 分公司 公司 研究院 研究所 设计院
    专业合作社 合作社 事务所 集团 总厂 厂
    """
)
"""Endings that make a run of characters the name of an enterprise; longest first."""

FULL_FORMS: Final = tuple(form for form in LEGAL_FORMS if "有限" in form)
"""Forms of registered names: with one of them the name is complete."""

TRADES: Final = words(
    """
    科技 技术 高科技 科创 科 生物 生物科技 医药 制药 药业 医疗 医疗器械 器械 医学 健康 康养 养老
    电子 信息 信息技术 通信 通讯 网络 软件 数据 大数据 数字 互联网 物联网 云计算 智联 传感 机械
    机电 机床 设备 装备 制造 精密 精工 自动化 智能 智能化 机器人 重工 模具 轴承 阀门 泵业 材料
    新材料 新材 复合材料 复合 高分子 纳米 陶瓷 玻璃 硅业 石墨 碳素 磨料 超硬 光电 光学 激光 光伏
    半导体 芯片 集成电路 显示 照明 电源 电池 储能 电缆 线缆 环保 环境 环境工程 节能 水务 水处理
    净水 水质净化 污水处理 供排水 供水 排水 洁净 净化 固废 再生资源 能源 新能源 电力 电气 热力
    燃气 煤气 煤业 石油 石化 化工 化学 精细化工 氢能 氨纶 化纤 纤维 汽车 汽车电器 电器 家电 零部件
    配件 汽配 航空 航天 卫星 船舶 轨道交通 无人机 测控 仪器 仪表 检测 计量 金属 金属制品 制品 钢铁
    钢构 铝业 铜业 矿业 冶金 建材 水泥 管业 塑业 塑料 橡胶 包装 印刷 造纸 纸业 食品 粮油 乳业 饮料
    酒业 种业 农业 农牧 牧业 渔业 茶业 饲料 肥业 生态 园林 林业 纺织 制衣 服装 服饰 鞋业 家具 家居
    瓷业 木业 皮业 革业 布业 丝业 五金 灯饰 卫浴 玩具 工艺品 日化 化妆品 物流 供应链 仓储 货运
    运输 公交 快递 商业 商贸 贸易 进出口 国际贸易
    电子商务 零售 超市 百货 实业 投资 控股 产业 发展 开发 建设 建筑 工程 置业 地产 房地产 物业
    装饰 安装 市政 路桥 勘测 设计 文化 传媒 广告 影视 旅游 酒店 餐饮 教育 培训 咨询 服务 管理
    人力资源 劳务 保安 金融 保险 证券 担保 租赁 研制 研发 人工 国际 集团 城投 股权 高新技术 创新
    烟草 种植 养殖 加工 销售 经营 工贸 科贸
    """
)
"""What firms do: not enough to name one, but the usual end of a short name."""

GENERIC_CORES: Final = words(
    """
    该 本 我 母 子 总 分 某 各 一家 几家 多家 两家 这家 那家 有关 相关 上市 股权 控股 关联 外地
    外资 国有 民营 龙头 小 大 大型 集团 全资 合资 保险 担保 公交 物业 劳务 供水 供电 自来水 热力
    燃气 电力 国企 央企 平台 项目 施工 建筑 第三方 中介 专业 入驻 参会 参展 本地 当地 城镇 城市
    园区 街道 社区 乡镇 有实力 市政 公交集团 人力 施工方 承建 现代
    企业 中心城区 家 我们 他们 物流 快递 运输 贸易 装修 通信 网络 科技 生物 高科技 食品 制衣 制药
    医药 化工 机械 印刷 汽车配件 污水处理
    """
)
"""What stands before 公司 or 厂 without naming anyone."""

GROUP_WORDS: Final = words(
    "中小型 中小微 中小 小微 小型 规上 规模以上 生产型 外贸 重点 民营 高新技术"
)
