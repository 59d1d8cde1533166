"""What enterprises need, in the words they use for it: other words, the same need; and causes.

A need is named by its usual word and lies in one category. Two firms that ask for 用地指标 and for
供地 need the same; two that only share a category do not.
"""

from __future__ import annotations

from typing import Final

from taizhang.engine.codes import Category
from taizhang.engine.lexicon import words

NEEDS: Final[dict[Category, dict[str, tuple[str, ...]]]] = {
    Category.LAND_SPACE: {
        "用地": words(
            """
            用地 用地指标 土地指标 建设用地 工业用地 扩建用地 用地需求 供地 拿地 净地 没地 缺地 要地
            地块 招拍挂 摘牌 出让 土地 无地可用 征而未用 批而未供 预留地 交地 地价 选址
            """
        ),
        "厂房": words(
            """
            厂房 标准厂房 定制厂房 楼上厂房 车间 厂房不足 厂房紧张 生产空间 生产场地 物理空间 层高
            承重 场地不足 空间不足 发展空间 场地 装不下 摆不开 转不开 施展不开 货梯 行吊 挑高
            """
        ),
        "仓库": words("仓库 仓储 冷库 库房 堆场 前置仓 仓储空间 没地方堆 没处放 堆不下 放不下"),
        "租金": words("租金 涨租 房租 续租 租约 转租 二房东 厂房租金 退租 租期"),
        "征拆": words(
            "征拆 征收 拆迁 搬迁 搬迁补偿 腾地 清表 地上附着物 迁坟 青苗补偿 整体搬迁 退城入园"
        ),
    },
    Category.FINANCE: {
        "贷款": words(
            """
            贷款 融资难 融资 贷不到 贷不下来 授信 信贷 首贷 信用贷 抵押 抵押物 担保 银行不认 额度
            流动资金 缺资金 资金缺口 资金紧张 资金不足 资金周转 周转
            """
        ),
        "续贷": words("续贷 转贷 过桥 倒贷 抽贷 断贷 压贷 还贷 贷款到期 展期 无还本续贷 即将到期"),
        "利率": words("利率 利息 融资成本 融资贵 高息 担保费 财务成本 贴息"),
        "回款": words("回款 应收账款 账期 拖欠货款 货款 工程款 尾款 压着货款 付款 承兑 商票"),
        "上市": words("上市 拟上市 上市辅导 股改 创投 风投 股权融资 基金"),
    },
    Category.TALENT: {
        "招工": words(
            """
            招工 招工难 用工 用工难 用工荒 用工缺口 缺工 缺人 普工 招人 招不到 招不满 招不来 人手
            工人不足 劳动力 季节工 临时工 共享用工 劳务 挡车工 缝纫工 车缝工
            """
        ),
        "技工": words(
            "技工 技术工人 焊工 钳工 数控 电工 熟练工 老师傅 技师 技校 技能培训 订单班 冠名班"
        ),
        "引才": words(
            "引才 人才引进 高层次人才 研发人员 工程师 博士 硕士 人才 职称 人才补贴 人才流失"
        ),
        "留人": words("留不住 流失 人员流失 离职 跳槽 挖走 员工流失 留人"),
    },
    Category.HOUSING_LIVING: {
        "住房": words("住房 宿舍 人才公寓 公租房 租房 员工宿舍 人才房 住宿 公寓 住处"),
        "入学": words("入学 上学 学位 子女入学 幼儿园 子女教育 学校 就读"),
        "就医": words("就医 看病 医院 医保 诊所 卫生室"),
        "就餐": words("食堂 就餐 吃饭 餐饮 超市 商业配套 生活配套"),
    },
    Category.MARKET: {
        "订单": words(
            "订单 订单不足 订单减少 订单下滑 接单 客户流失 砍单 退单 开工不足 吃不饱 客源 客流"
        ),
        "销路": words(
            "销路 滞销 卖不动 卖不掉 卖不出去 市场 拓市场 开拓市场 销售渠道 渠道 推广 展会 知名度"
        ),
        "原料": words(
            "原料 原材料 原料短缺 原料涨价 缺料 断料 断供 供货 进料 涨价 铜价 铝价 钢价 棉花"
        ),
        "出口": words("出口 外贸 关税 清关 报关 通关 海外仓 汇率 结汇 反倾销 跨境 海运"),
        "本地配套": words(
            "本地配套 配套企业 上下游 供需对接 产业链 供应链 配套率 就近配套 协作配套 牵线"
        ),
    },
    Category.POLICY: {
        "奖补": words("奖补 补贴 补助 奖励 奖励资金 兑现 政策兑现 扶持 资金未到位 奖补资金"),
        "税费": words("税费 退税 减税 税收 留抵 免税 税负 社保减免"),
        "政策知晓": words("不知道政策 政策不清 看不懂 政策解读 不了解政策 怎么申报 申报 条件"),
    },
    Category.APPROVAL: {
        "产权证": words("产权证 不动产证 不动产登记 房产证 土地证 办不了证 办证 产权"),
        "审批": words("审批 手续 许可 许可证 批文 批复 施工许可 规划许可 备案 环评 能评"),
        "验收": words("验收 消防验收 竣工验收 联合验收 消防"),
    },
    Category.UTILITIES: {
        "用电": words(
            "用电 供电 停电 限电 断电 跳闸 电压 增容 变压器 电价 双回路 电力 缺电 用电负荷"
        ),
        "用水": words("用水 供水 停水 水压 自来水 缺水 水管"),
        "用气": words("天然气 用气 供气 停气 燃气 气价 蒸汽 供热 停汽 供暖 热力"),
        "排水": words("排水 污水管网 雨水管网 管网 内涝 污水 排污管"),
        "网络": words("网络 信号 宽带 断网 网速 基站 讯号"),
    },
    Category.TRANSPORT: {
        "道路": words("道路 修路 路面 坑洼 断头路 进出 拓宽 泥泞 路灯 道路破损 进厂路 通行 限高"),
        "公交": words("公交 班车 通勤 末班车 站点 出行 乘车 公交线路 班次"),
        "停车": words("停车 停车位 停车难 货车停 车位"),
        "物流": words("物流 运费 运输 货运 物流成本 运力 铁路 车皮 集装箱 港口 快递"),
    },
    Category.ENVIRONMENT: {
        "环保": words(
            "环保 限产 排放 废水 废气 危废 固废 异味 粉尘 噪声 污水处理 错峰 除尘 环境容量"
        ),
    },
    Category.DISASTER: {
        "受灾": words("受灾 水毁 进水 被淹 冲毁 灾后 复产 理赔 泡水 损失 倒塌 积雪"),
    },
    Category.TECHNOLOGY: {
        "技术": words(
            "技术改造 技改 研发 研发平台 检测 检验 中试 产学研 设备更新 数字化 智能化 专利"
        ),
    },
    Category.OWNERSHIP: {
        "总部": words("母公司 总部 集团 股东 总公司 上级公司 控股 国资 集团决策 总部决策"),
    },
    Category.LEGAL: {
        "纠纷": words("纠纷 诉讼 起诉 官司 遗留 历史遗留 仲裁 执行 欠薪 侵权 维权 债务"),
    },
}
"""For each category its needs, each by its name with the words for it."""

CAUSES: Final[dict[str, tuple[str, ...]]] = {
    "暴雨": words("暴雨 大雨 强降雨 洪水 内涝 洪涝 汛期 山洪"),
    "大雪": words("大雪 暴雪 积雪 雪灾 冰冻 寒潮 冻雨"),
    "台风": words("台风 大风 龙卷风 冰雹"),
    "疫情": words("疫情 封控 防疫 静默"),
    "修路": words("修路 道路施工 封路 道路改造 围挡 占道施工 挖断"),
    "停电": words("停电 限电 拉闸 断电 跳闸"),
    "涨价": words("涨价 价格上涨 成本上涨 上涨 涨了"),
    "政策调整": words("政策调整 新规 新标准 标准提高 政策变动 整治 规划调整"),
}
"""What causes troubles for many at once, each by its name with the words for it."""
