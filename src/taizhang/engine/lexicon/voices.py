"""Who has the floor: words for people of enterprises and for officials, and how they speak."""

from __future__ import annotations

from typing import Final

from taizhang.engine.lexicon import words

FIRM_PEOPLE: Final = words(
    """
    摊主 摊贩 养殖户 种植户 种粮大户
    副总 掌柜 采购经理 外贸经理 质量经理 品控经理 设备经理 物流经理 业务经理 部门经理 车间经理
    副经理 技术部长 生产部长
    财务部长 销售部长 厂办主任 业务员 值班长 班组长 车间负责人 社长 场长 矿长 庄主 店长 股东
    创办人 发起人 当家的
    董事长 总经理 总裁 创始人 合伙人 厂长 老板 老板娘 掌门人 当家人 法定代表人 法人代表 首席执行官
    CEO CTO CFO 执行董事 财务总监 技术总监 运营总监 行政总监 人力总监 人事总监 生产总监 销售总监
    市场总监 总监 财务经理 人事经理 销售经理 项目经理 生产经理 行政经理 车间主任 企业负责人
    公司负责人 厂负责人 企业代表 公司代表 企业家 企业主 业主 店主 商户 经营者 投资人 理事长
    公司财务 企业财务 合作社负责人 财务负责人 生产负责人 技术负责人 人事负责人 行政负责人
    销售负责人 项目负责人 运营负责人 销售员 工程师 会计
    """
)
"""Those who speak for an enterprise, by title."""

FIRM_GROUPS: Final = words(
    """
    企业 公司 厂里 工厂 厂家们 商会 行业协会 企业家们 老板们 员工 职工 工人 商家 车企 药企 民企
    外企 小微企业 中小企业 合作社
    """
)
"""Enterprises and their people without a name."""

OFFICIALS: Final = words(
    """
    书记 省长 市长 区长 县长 镇长 乡长 州长 厅长 局长 部长 主任 处长 科长 股长 所长 站长 行长
    秘书长 调研员 主任科员 常委 委员 组长 队长 支队长 大队长 指挥长 关长 专员 服务员 服务官 特派员
    联络员 指导员 干部 主席 分局 工作人员 工作组 专班 部门 科室 窗口 领导 管委会 办事处 调研组
    服务队 服务团 工作队 督导组 指挥部 解困队 网格员 负责同志
    """
)
"""Those who answer, by title or office."""

OFFICES: Final = words("政府 街道 镇里 局里 县里 区里 市里 园区 新区 开发区 办公室 服务中心")
"""Places of offices: they answer where no enterprise is named."""

PUBLIC_SERVICES: Final = words(
    """
    供电 电力公司 电网 供水 水务集团 水务公司 自来水 燃气公司 热力公司 供热公司 银行 农商行 信用社
    农信社 农信 担保公司 担保集团 城投 国投 平台公司 物业公司 公交公司 公交集团 移动公司 联通公司
    电信公司 铁塔公司 保险公司 财险 海关 税务 消防 支行 分行 运营公司 园区公司
    """
)
"""Enterprises that serve the others: they answer, as an office does."""

RAISING: Final = words(
    """
    反映 提出 反馈 提到 谈到 讲到 说到 坦言 直言 坦陈 诉说 诉苦 倒苦水 吐槽 抱怨 呼吁 担心 担忧
    发愁 犯愁 道出 表达 抛出 吐露 建言 求助 汇报 感慨 感叹 叹 倾诉
    """
)
"""Verbs that bring a matter up."""

WISHING: Final = words(
    """
    希望 盼望 期盼 期待 盼 恳请 恳求 请求 建议 申请 咨询 询问 想问 想知道 想请 提请 呼吁 拜托 烦请
    望
    """
)
"""Verbs that ask; they belong to what is asked."""

SAYING: Final = words(
    """
    说道 说起 说 表示 介绍说 介绍 告诉记者 告诉 讲 问道 问 称 补充 补充道 接过话头 接过话筒
    接过话茬 接话 开门见山 发言 不客气 快人快语 坦率地说 算了一笔账 回忆 认为 笑着说 苦笑 无奈
    拿起话筒 率先发言
    """
)
"""Verbs of saying that tell nothing of who speaks."""

ANSWERING: Final = words(
    """
    回应 答复 解释 承诺 答应 表态 回答 回复 解答 解读 放心 叮嘱 嘱咐 要求 强调 指出 部署 指示 安排
    责成 交办 拍板 勉励 鼓励 当场 当即 现场 随即 批示 明确 致歉
    """
)
"""Verbs by which somebody in charge answers."""

HELPING: Final = words(
    """
    协调 对接 帮助 帮 帮忙 解决 安排 联系 组织 上门 牵线 搭桥 争取 筹措 办理 拨付 开通 增设 更换
    调整 延长 延至 恢复 完成 落实 申领 办结 受理 核实 送达 指导 代办 督促 召集 动员 增派 引来 修复
    拓宽 疏通 改造 推荐 招聘会 贷款 授信 补贴 拨通 电话 约谈 牵头 负责 派 抽调 调来 调 请 跑 找
    撮合 促成 研究 转办 上报 提级 列入 纳入 制定 开辟 讲解 梳理 查出 提供 送 引进 建成 启动 推动
    给予 缓解 化解 打通 介入 跟进 答复 解读 讲好 谈妥 签订 批复 评审 通过 供应 保障 输送
    """
)
"""What is done about a problem."""

FORM_PROBLEMS: Final = words(
    """
    诉求 诉求事项 诉求内容 诉求问题 主要诉求 企业诉求 反映问题 反映的问题 反映事项 反映内容
    反映情况 企业困难 企业需求 企业问题 困难问题 困难和问题 存在困难 主要困难 面临困难 遇到的困难
    需协调解决的问题 需要协调解决的问题 需解决问题 需解决的问题 需协调事项 需要协调事项
    需政府协调事项 需求 需求事项 企业反映 咨询问题 咨询内容 咨询 留言内容 来信内容 提问 请求事项
    建议事项 建议内容 意见建议 企业提问 问 企业点题 点题 难题 堵点 痛点 事由 困难 企业提出
    问题诉求 诉求描述 事项描述
    """
)
"""Labels before the problem of an enterprise."""

FORM_MATTERS: Final = words(
    "问题 问题描述 问题内容 主要问题 存在问题 事项 案例 事件 具体问题 基本情况 情况 背景 具体情况"
)
"""Labels before a problem only where an answer stands behind a label of its own."""

FORM_REPLIES: Final = words(
    """
    办理情况 办理结果 办理意见 办理进展 办理答复 办理过程 答复 答复意见 答复情况 答复内容 回复
    回复内容 回复意见 处理情况 处理结果 处理意见 解决情况 解决结果 解决措施 解决方案 解决办法
    解决途径 落实情况 落实进展 办结情况 进展情况 工作进展 目前进展 进展 回应 反馈意见 反馈情况
    反馈结果 帮扶措施 帮扶情况 帮办情况 答 拟办意见 协调情况 协调结果 工作举措 部门答复 部门回复
    政府答题 答题 服务举措 助企举措 化解情况 现场答复 处置情况 办理要求 工作要求 议定意见 议定事项
    会议议定 会议明确 办法 举措 结果
    """
)
"""Labels before the answer."""

FORM_FIRMS: Final = words(
    """
    来访企业 咨询企业 求助企业 来电企业 走访企业 提问企业 受访企业 联系企业 服务企业 服务对象
    来访单位 诉求单位 诉求方
    求助单位 来访人 来电人 求助人 涉及企业 包联企业 帮扶企业
    企业 企业名称 单位名称 诉求企业 诉求主体 反映企业 反映单位 申请企业 申请单位 提出企业 提出单位
    来信企业 提报企业 反映人 诉求人 公司名称 公司
    """
)
"""Labels before the name of the enterprise."""

FORM_UNITS: Final = words(
    """
    责任单位 责任部门 承办单位 承办部门 牵头单位 牵头部门 主办单位 主办部门 办理单位 办理部门
    答复单位 答复部门 回复单位 回复部门 交办单位 协调单位 负责单位 负责部门 主责单位 主责部门
    """
)
"""Labels before the unit that is to answer."""

FORM_OTHERS: Final = words(
    """
    配合单位 协办单位 配合部门 完成时限 办理时限 办结时限 整改时限 时限 完成时间 办结时间 责任人
    联系人 联系电话 电话 备注 状态 办理状态 满意度 企业评价 评价 诉求类别 类别 诉求类型 类型 编号
    日期 时间 受理时间 受理日期 分管领导 包联领导 首席服务员 服务专员 附件 整改措施 整改责任单位
    督导单位 地址 来源
    """
)
"""Labels that end what stands before them and are no part of an appeal."""

LIST_MATTERS: Final = words(
    """
    问题 困难 诉求 需求 难题 难点 堵点 痛点 事项 建议 请求 烦恼 心愿 愿望 短板 瓶颈 麻烦
    难处 烦心事 揪心事
    """
)
"""What a list of appeals is called."""

DECIDING_VERBS: Final = words(
    """
    会议明确 会议议定 会议同意 会议决定 会议要求 会议认为 会议确定 会议研究 会议商定 会议建议
    会议原则同意 当场答复 现场答复 当场表示 当场表态 当即表示 现场表态 当场明确 当场拍板 现场拍板
    当即拍板 答复 回复 表态 承诺 牵头 责成
    """
)
"""Words with which a meeting or somebody in charge sets in on a problem."""

HOSTS: Final = words("主持人 主持 记者 客服 接线员 值班 工作人员 部门 政府 窗口 答复人 答")
"""Who answers, or leads, in a record of questions and answers."""

OPENERS: Final = words(
    """
    我是 我代表 我们是 大家好 各位领导 各位局长 各位好 领导好 你好 您好 局长好 感谢 谢谢 首先感谢
    主持人好 我来 我先说 那我先 先介绍 简单介绍
    """
)
"""How somebody opens who has the floor, before the matter itself."""
