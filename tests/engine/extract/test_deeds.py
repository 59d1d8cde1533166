"""Lists of practical things for residents, as sentences and as rows."""

from __future__ import annotations

from tests.engine.extract.scenes import entries, texts


def test_items_of_a_list_of_deeds() -> None:
    raw = (
        "确定了民生实事项目三件。一是建设食堂，由社会事务中心负责；"
        "二是新增车位，由城市管理中心负责。"
    )
    assert [(e["text"], e["lead_unit"]) for e in entries(raw, "deed")] == [
        ("建设食堂，由社会事务中心负责", "社会事务中心"),
        ("新增车位，由城市管理中心负责", "城市管理中心"),
    ]


def test_rows_with_a_column_of_units() -> None:
    raw = (
        "民生实事项目\n1 加装电梯 区住建局、区财政局 加装电梯40部。\n"
        "2 没有单位的一行 新建托育点6个\n"
        "2 托育点 区卫健局 新建托育点6个。\n5 跳号的一行 区教育局 新建学校。"
    )
    assert [(e["lead_unit"], e["co_units"]) for e in entries(raw, "deed")] == [
        ("区住建局", ["区财政局"]),
        ("区卫健局", []),
    ]


def test_rows_of_another_table_are_none() -> None:
    assert texts("1 加装电梯 区住建局 加装电梯40部。", "deed") == []


def test_a_unit_unknown_to_the_text_leads_nothing() -> None:
    raw = "民生实事项目\n1 修路 各镇 修路四公里，年内完工。"
    assert [(e["lead_unit"], e["co_units"]) for e in entries(raw, "deed")] == [(None, [])]


def test_a_broken_row_goes_on_in_the_next_line_and_ends_before_its_units() -> None:
    raw = (
        "民生实事项目责任分解表\n序号 名称 内容 牵头单位 配合单位 时限\n"
        "1 农路提升 改造县道38公里，\n建桥7座 县交通局 各乡镇 11月底\n"
        "2 文化下乡 在30个村建影厅 县委宣传部 县总工会 2025年12月底\n"
        "3 河道清淤 清淤21公里 县水利局\n4 各类补助 发放到户 各乡镇人民政府 全年\n"
        "5 其余各项工作一并推进 待定\n详见附件"
    )
    first, second, third, fourth = entries(raw, "deed")
    assert first["text"] == "农路提升 改造县道38公里，建桥7座"
    assert (first["lead_unit"], first["due_text"]) == ("县交通局", "11月底")
    assert second["text"] == "文化下乡 在30个村建影厅"
    assert (second["lead_unit"], second["co_units"]) == ("县委宣传部", ["县总工会"])
    assert (third["due_text"], fourth["lead_unit"]) == (None, None)


def test_a_table_whose_cells_stand_in_lines_of_their_own() -> None:
    raw = (
        "青禾镇2031年民生实事项目清单\n序号\n项目名称\n建设内容\n分管领导\n责任单位\n完成时间\n"
        "1\n敬老院改造\n改造房间20间，加装扶手\n林知夏\n镇民政办\n2031年6月\n"
        "2\n村道拓宽\n拓宽村道5公里\n周予安\n镇建设办\n2031年9月\n3\n缺了几格"
    )
    assert [(e["text"], e["lead_unit"], e["due"]) for e in entries(raw, "deed")] == [
        ("敬老院改造改造房间20间，加装扶手", "镇民政办", "2031-06-30"),
        ("村道拓宽拓宽村道5公里", "镇建设办", "2031-09-30"),
    ]


def test_such_a_table_ends_where_no_next_number_stands() -> None:
    raw = (
        "民生实事项目清单\n序号\n项目名称\n责任单位\n1\n改造敬老院房间20间\n镇民政办\n"
        "2\n拓宽村道5公里\n镇建设办\n说明：以上项目年内完工"
    )
    assert texts(raw, "deed") == ["改造敬老院房间20间", "拓宽村道5公里"]


def test_lines_that_only_begin_like_such_a_table_are_none() -> None:
    assert texts("序号\n项目名称\n责任单位", "deed") == []
    assert (
        texts("序号\n项目名称\n这一行比任何一个表头都要长得多所以不是表头\n1\n修路", "deed") == []
    )


def test_counted_deeds_lose_their_past_and_the_sentence_of_who_does_them() -> None:
    raw = (
        "今年这三件实事请大家监督\n第一件，夜里路更亮。给40条背街装上路灯，安装2000盏。这件事由市城管局负责。\n"
        "第二件还是桥。去年浮桥封过两回。8月前建好人行桥，惠及3万户。\n"
        "第三件，读书角。新设书屋50间。"
    )
    assert [(e["text"], e["lead_unit"]) for e in entries(raw, "deed")] == [
        ("夜里路更亮。给40条背街装上路灯，安装2000盏", "市城管局"),
        ("8月前建好人行桥，惠及3万户", None),
        ("读书角。新设书屋50间", None),
    ]
    assert texts(raw, "directive") == []


def test_numbered_lines_under_a_headline_of_deeds() -> None:
    raw = (
        "松溪市政府2031年十件民生实事\n一、新建农村水厂3座。\n二、改造公厕12座。\n"
        "三、老城排涝\n清淤管渠20公里，新建泵站1座。\n四、硬化巷道9公里。\n"
    )
    assert texts(raw, "deed", headline=raw.partition("\n")[0]) == [
        "新建农村水厂3座",
        "改造公厕12座",
        "老城排涝清淤管渠20公里，新建泵站1座",
        "硬化巷道9公里",
    ]


def test_chapters_among_numbered_deeds_are_none() -> None:
    raw = (
        "松溪市政府2031年民生实事\n一、农村水厂\n新建水厂3座。\n二、公厕\n改造公厕12座。\n"
        "三、巷道\n硬化巷道9公里。\n四、保障机制\n县财政局统筹资金。"
    )
    assert texts(raw, "deed", headline=raw.partition("\n")[0]) == [
        "农村水厂新建水厂3座",
        "公厕改造公厕12座",
        "巷道硬化巷道9公里",
    ]


def test_counted_deeds_under_a_headline_of_deeds_need_no_announcement() -> None:
    raw = (
        "松溪区今年民生实事项目\n第一件，新建书屋6间。\n第二件，改造球场8片。\n"
        "第三件，开通夜间专线。"
    )
    assert texts(raw, "deed", headline=raw.partition("\n")[0]) == [
        "新建书屋6间",
        "改造球场8片",
        "开通夜间专线",
    ]


def test_an_article_about_deeds_tells_them_clause_by_clause() -> None:
    raw = (
        "松溪区公布今年民生实事项目 书屋球场都在其中\n"
        "玩得尽兴。今年全区要新建书屋6间；改造球场8片。\n"
        "走得方便。北站去年已经启用，今年开通夜间专线；去年新建站亭3座。\n"
        "街坊都盼着。市民林先生说，修好了天天来。"
    )
    assert texts(raw, "deed", headline=raw.partition("\n")[0]) == [
        "新建书屋6间",
        "改造球场8片",
        "今年开通夜间专线",
    ]


def test_meetings_about_deeds_and_reports_of_them_list_none() -> None:
    raw = "松溪区召开民生实事推进会\n今年全区要新建书屋6间；改造球场8片。"
    assert texts(raw, "deed", headline="松溪区召开民生实事推进会") == []


def test_a_sentence_may_list_deeds_behind_its_colon() -> None:
    raw = (
        "今年，松溪镇将实施十件民生实事：改造小巷12条，由镇城建办牵头；"
        "安装路灯500盏，国庆节前亮灯。"
    )
    assert [(e["text"], e["lead_unit"]) for e in entries(raw, "deed")] == [
        ("改造小巷12条，由镇城建办牵头", "镇城建办"),
        ("安装路灯500盏，国庆节前亮灯", None),
    ]
    assert entries(raw, "directive") == []


def test_a_unit_in_a_bracket_behind_a_deed_leads_it() -> None:
    raw = (
        "本年度我县民生实事：一是新建停车位500个；"
        "二是改造农村厕所，10月底前完成（县农业农村局、县财政局）；三是建成康复楼（二期）。"
    )
    assert [(e["text"], e["lead_unit"], e["co_units"]) for e in entries(raw, "deed")] == [
        ("新建停车位500个", None, []),
        ("改造农村厕所，10月底前完成", "县农业农村局", ["县财政局"]),
        ("建成康复楼（二期）", None, []),
    ]


def test_of_a_listing_sentence_only_what_stands_behind_the_colon_counts() -> None:
    raw = "去年建成书屋2间；松溪镇将实施十件民生实事：改造镇区小巷路面；安装路灯500盏。"
    assert texts(raw, "deed") == ["安装路灯500盏"]
    assert texts("民生实事项目由县教育局牵头推进。", "directive") == []


def test_a_number_alone_counts_a_deed_its_units_and_its_limit() -> None:
    raw = (
        "2026年为民办实事项目\n1\n新建2座人行天桥\n县住建局、县城管局\n9月底前\n2\n完成棚户区改造2836户\n县民政局\n"
        "3\n开办26个爱心暑托班\n县教育局\n12月底前"
    )
    found = entries(raw, "deed", headline="2026年为民办实事项目")
    assert [(e["lead_unit"], e["co_units"], e["due_text"]) for e in found] == [
        ("县住建局", ["县城管局"], "9月底前"),
        ("县民政局", [], None),
        ("县教育局", [], "12月底前"),
    ]


def test_who_does_it_may_stand_amid_how_far_it_is() -> None:
    raw = (
        "民生实事进展：\n①岭南小区供水改造（区水务中心），水泵已装好，9月底通水\n"
        "②新建充电棚40处（区城管局），完成26处\n③免费体检8000人次（区卫健局），完成5120人次"
    )
    assert [e["lead_unit"] for e in entries(raw, "deed")] == ["区水务中心", "区城管局", "区卫健局"]
