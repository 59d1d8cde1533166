"""Verbs and turns by which official prose asks, promises, praises and reports."""

from __future__ import annotations

from typing import Final

from taizhang.engine.lexicon import words

PRAISE: Final = words(
    """
    表示感谢 给予肯定 充分肯定 表示祝贺 高度评价 表示敬意 表示慰问 致以 取得了 得到了 受到了
    来之不易 赞扬 点赞 表示欢迎 成效显著 给予了 已成为
    """
)

DONE: Final = words(
    """
    已经完成 已完成 已解决 得到了解决 得到解决 圆满 顺利完成 现已 已投入 已建成 已全部 全部完成
    累计 已达 办结率 同比
    """
)
"""Marks of what has been done: no task any more."""

REPORTS: Final = words(
    "做法 成效 汇报 介绍了 回顾 总结 经验 体会 原因 优势 特点 变化 意义 认识到 感受 收获 成绩"
)
"""Before an enumeration: the items report, they do not ask."""

DEED_LISTS: Final = words(
    "实事项目 民生实事 实事清单 办实事项目 为民实事 惠民实事 实事工程 件实事 实事办理"
    " 民生工程 民生项目 惠民工程 办实事”重点项目 办实事”项目 办实事”清单 办实事清单 办实事重点项目"
    " 民生清单 惠民清单 以下实事 拟办实事 民心工程 惠民项目 项实事 惠民实项 大实事 民生大事 件民生"
)

NO_DEED_LISTS: Final = words(
    """
    调度会 推进会 座谈会 现场会 动员会 评议会 调度 督查 督办 督导 督察 视察 调研 进展 完成情况 通报
    征集 征求 回头看 满意度 考核 测评 评选 验收 综述 纪实 侧记 管理办法 实施办法 暂行办法 启事
    """
)
"""In the headline of an article that speaks of deeds but does not list what will be done."""

DEED_VERBS: Final = words(
    """
    新建 改建 扩建 改扩建 建设 建成 新增 增设 加装 安装 改造 打通 开通 贯通 硬化 铺设 修建 维修 整治
    治理 绿化 亮化 提升 更换 配备 配置 购置 添置 发放 免费 补贴 补助 资助 救助 开设 设立 设置 开展
    培训 完成 实现 建好 修好 办好 建起 投放 投用 投入使用 启用 开放 开工 建立 创建 打造 推行
    推进 实施 解决 清淤 疏浚 新打 翻建 拓宽 延伸 优化 增加 筹建 筹集 分配 交付 覆盖 普及 接通 通车
    供暖 供水 提供 救治 筛查 体检 接种 改善 扩大 扩容 补齐 组织 举办 资助 减免 下放 落地 拆除 栽植
    新植 修缮 加固
    """
)
"""What is done for residents: verbs of building, fitting out and giving."""

FUTURE_OPENERS: Final = words(
    """
    把 在 继续 进一步 按照 对 从 以 为 向 与 联合 协调 组织 加快 加大 推进 推动 出台 开展 建立 举办
    安排 邀请 优先 积极 通过 根据 结合 围绕 全面 持续 尽快 召开 制定 聚焦 充分 及时 主动 启动 设立
    提供 完善 落实 研究 给予 帮助 会同 深入 强化 牵头 优化 加强 支持 做好 和 开门 征求 同 于 打造
    瞄准 建设 新增 增设 认真 严格 切实 坚决 着力 大力 全力 努力 不断 逐步 陆续 重点 专门 定期 坚持
    一如既往 狠抓 抓好 持之以恒 千方百计 抓紧 立即 加紧 更加 适时 逐一 统筹 紧盯 抢抓 督促 组建 视
    适时 于 由 依法 会同 对接 到 组 指派 常态化 开通 升级 深化 采取 实行 实施 探索 引导 整合 成立
    派出 选派 力争 争取 分批 分类 全程 免费 引进 谋划 健全 构建 扎实 依托 搭建
    """
)
"""What follows 将 when it means the future (and not 把)."""

SLOGANS: Final = words(
    """
    高质量发展 新局面 新篇章 并肩作战 坚定信心 坚强保障 坚实支撑 不断升级 新贡献 行稳致远 真心实意
    用情用力 共同努力
    """
)
"""Words of pure encouragement; they lower the confidence of a task."""

ACTION: Final = words(
    """
    排查 整改 梳理 建立 制定 召开 协调 办理 答复 回访 上报 报送 落实 开展 完善 建设 对接 出台 监测
    复查 检查 走访 解决 公布 完成 推进 加强 加快 做好 抓好 履行 执行 处罚 组织 登记 过堂 报送 报告
    摸排 核查 督促 兑现 招聘 筹备 续贷 采购 维修 安装 更换 张贴 拆除 审核 审批 反馈 更新 汇总 明确
    交办 督办 维护 管理 规划 治理 清理 配备 培训 宣传 摸底 改造 提供 举办 谋划 搭建 拜访 调研 整合
    优化 提升 压实 保障 防范 关注 调整 约谈 查清 查明 恢复 修复 修剪 补齐 清零 增设 增派 更新 补办
    停用
    查封 取缔 清退 移交 移送 报备 备案 公示 公开 通报 批复 拨付 交付 发放 补助 补贴 印发 签订 登记
    核实
    核对 复核 认领 跟进 派驻 派人 指派 选派 蹲点 值守 备班 巡查 抽查 暗访 约束 叫停 汇报 送达 落地
    贯通
    开通 投用 验收 销号 整治 处置 处理 洽谈 洽商 组成 承担 研究 制订 拟定 拟订 编制 修订 审定 报批
    安排 配发 分解 报送 张榜 建账 入户
    """
)
"""Verbs of work that can be done and checked."""

MANNERS: Final = words(
    """
    切实 严格 进一步 扎实 认真 全面 积极 不断 持续 继续 坚决 着力 大力 全力 深入 及时 主动 尽快 立即
    充分 有效 稳步 加紧 抓紧 迅速 逐步 统筹 科学 精准 千方百计 始终 真正 有力 有序 全力以赴 精心
    努力 重点 牢固 坚持不懈 更加
    """
)
"""How a task is to be done: before its verb."""

TASK_VERBS: Final = words(
    """
    确保 推动 促进 强化 深化 健全 增强 树立 坚持 聚焦 紧盯 紧扣 压紧 守牢 筑牢 把握 抓住 抓紧 抓实
    突出 引导 鼓励 支持 推行 实行 实施 拓宽 扩大 提高 打造 营造 发挥 破解 化解 杜绝 遏制 防止 严防
    严禁 服务 帮助 争取 力争 统筹 围绕 立足 克服 认清 参与 投身 盯紧 狠抓 严查 打击 巩固 织密 担负
    凝聚 瞄准 加大 注重 改进 创新 激发 夯实 主动作为 靠前 绷紧 时刻 细化 严肃 转变 深刻 提振 牢记 把
    实现 做到 组建 成立 配齐 配强 逐户 逐一 逐项 逐个 对照 利用 依托 发动 动员 盯住 盯牢 摸清 理清
    管住
    责令 限期 允许 允诺 减免 降低 压减 减少 缩短 延长 开辟 设立 设置 增加 新增 扩建 改建 新建 建成
    集中
    """
)
"""Verbs that open a task, besides those of work that can be checked."""

DEFECTS: Final = words(
    """
    堵塞 上锁 杂物 压力不足
    遮挡 缺失 瘫痪 停用 停运 不足 过期 不规范 故障 超标 损坏 破损 老化 泄漏 占用 锁闭 失效
    断电 未上锁 未穿管 未设置 未配备 未启用 未启动 不完善 不到位 未安装 不符合 没有水压 无水 欠压
    裸露 私拉乱接 违规 超负荷 积水 脱落 开裂 变形 松动 堆放 堆积 未办理 未取得 未经 未按 未落实
    不符 无证 缺少 未通过 未建立 失灵 不健全 未佩戴 缺陷 易燃 封堵 渗漏 倾斜 不畅通 不明 不清 混放
    未戴 未带 抽烟 吸烟 错误 封闭 阻挡 拔出 拔掉 凌乱 混乱 乱拉 乱接 不齐 未纳入 未张贴 无跨接
    未接通 未悬挂 无水 擅自拆除
    擅自停用
    被盗 断裂 破裂 缺损 超期 报废 未佩带 无证上岗 未接地 未固定 未分隔 无警示 无防护 失修 塌陷
    堵塞物 未关闭 未持证
    混存 停放 不能正常 锈蚀 未检测 未检验 违章 挤占 不合格 关闭 解絮
    堵占 占堵 压埋 埋压 圈占 反锁 常开 关不严 不报警 不动作 不联动 无反应 没有反应 误报 屏蔽
    欠费停 压力低
    压力为零 失压 私搭 飞线 拖线 拖着线 拉着线 群租 过载 发热 打火 烧焦 破皮 穿墙 倒放 无人指挥
    无人看管 无人值班
    没有人值 断丝 离岗 脱岗 空岗 睡岗 塌方 沉陷 翘起 倒伏 露出地面 露筋 看不清 褪色 泥泞 管涌 坍塌
    溃口 淤积
    淤堵 发黑 发臭 冒溢 溢流 抛洒 焚烧 烧垃圾 逸散 无组织排放 旁路 未联网 造假 变质 霉变 混放 不全
    缺样 蟑螂 老鼠
    鼠迹 苍蝇 代签 补签 漏签 漏填 分不清 说不清 答不上 不会操作 不会使用 不知道怎么 不熟悉
    联系不上 失联
    异味明显 刺鼻 粉尘堆积 粉尘堆 积灰 积油 油垢 破碎 破裂 掉漆 锈断 锈穿 变薄 磨损 卡涩 卡滞 漏风
    串气 结冰
    断头 悬挂 掉落 坠落 改成了 改作 改为宿舍 住人 挤满 堆到 住着 违建 违规搭建 彩钢 泡沫
    聚氨酯 超限 超载 超速
    无证 过窄 太窄 不通 没有通 挡在 停着
    """
)
"""What is wrong at a place."""

UNDONE: Final = words(
    """
    实质性 统 供 形成 开展 获得 取消 变 改变 超过 超 满 尽 受 影响
    完成 签约 签订 办结 办理完 开工 动工 启动 达到 达成 达产 拿到 拿出 到位 兑现 解决 销号 整改
    回复 反馈 列入
    发放 分配 投产 投用 摘牌 竣工 结算 支付 付清 归还 评审 批复 批准 获批 通车 交付 交房 交工 拆除
    腾空 搬迁 入住
    明确 公布 确定 落地 接到 收到 见到 通过审 报送 上报 提交 出现 造成 受到 影响 参加 出席 到场 参会
    """
)
"""Behind 未 they tell that work is not done, which is no defect of a place."""

PLACE_NOUNS: Final = words(
    """
    路 街 巷 村 组 镇 乡 社区 小区 花园 家园 公寓 工地 项目 标段 市场 超市 商场 广场 学校 小学
    中学 幼儿园 医院
    卫生院 公司 厂 矿 站 泵站 公园 桥 隧道 通道口 下穿 水库 河 渠 塘 坝 堤 码头 车站 酒店 宾馆
    饭店 餐厅 餐馆 火锅店
    网吧 KTV 会所 影院 加油站 仓库 物流园 园区 产业园 企业 养老院 敬老院 宿舍楼 大厦 大楼 写字楼
    商铺 店铺 门店
    店 作坊 自建房 出租屋 民房 停车场 车库 景区 寺庙 教堂 地铁 大道 路段 路口 涵洞 泵房 井 沟 排口
    断面 片区 堆场
    料场 砂场 采石场 养殖场 猪场 屠宰场 食堂 托管 托管中心 仓储 车间 大排档 农庄 烧烤 充电棚 车棚
    """
)
"""Where something may be wrong: how the places of an inspection end."""

FOUND: Final = words(
    "发现 存在 查出 排查出 查找出 检查出 暴露出 通报了 查获 查明 经查 检出 抽查到 查处了 暗访到"
)

TASK_HEADINGS: Final = words(
    """
    工作提示 工作提醒 下周提示 待办事项
    下周重点 下月重点 本周重点 下步举措 下一步举措 近期安排 近期重点 后续安排 后续工作
    安排 要求 部署 任务 打算 措施 计划 重点工作 工作重点 议定事项 决定事项 组织实施 组织领导
    下一步工作
    整改要求 工作要点 要点 任务分工 职责分工 责任分工 有关事项 工作建议 整改意见 处理意见 下步工作
    下一步
    """
)
"""Headings under which tasks stand: how they end."""

PROBLEM_HEADINGS: Final = words("问题 隐患 不足 短板 案例 缺陷 违法行为 违规行为")
"""Headings under which it stands what is wrong: how they end."""

REPORT_HEADINGS: Final = words(
    "情况 汇报 成效 做法 背景 形势 概况 特点 经验 回顾 意义 原则 思想 目标 成绩 亮点 体会 精神"
)
"""Headings under which nothing is asked: how they end."""

TALK_TO: Final = words("交代 嘱托 提醒 回应 答应 承诺 保证 解释 答复 告诉 透露 表态")
"""Verbs after which somebody says what will be done, softer than a demand."""

VAGUE_DUE: Final = words("尽快 尽早 近期 立即 限期 下一步 抓紧 即日起 及早 早日 下步 第一时间 适时")
"""Deadlines that are none: kept as text and asked back."""

VERBS: Final = tuple(verb for verb in (*ACTION, *MANNERS, *TASK_VERBS) if len(verb) > 1)
"""Words of what is done and how, of two characters and more: one alone stands in too many names."""
