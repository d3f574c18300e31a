"""Every sentence that the scenario reader says, in English and Chinese."""

from common.problems import Catalogue

_ROWS = (
    # what is allowed
    ("range", "Allowed: {low} to {high}, in {unit}.", "允许范围：{low} 至 {high}，单位：{unit}。"),
    ("range_whole", "Allowed: {low} to {high}, in whole numbers.", "须为 {low} 至 {high} 的整数。"),
    ("range_plain", "Allowed: {low} to {high}.", "允许范围：{low} 至 {high}。"),
    ("period", "The period runs from {first} to {last}.", "模拟时段为 {first} 至 {last}。"),
    (
        "date_form",
        "Write YYYY-MM or YYYY-MM-DD, from 2013-01 to {last}-12, or +6 for the month six months after the start.",
        "请写成 YYYY-MM 或 YYYY-MM-DD，范围 2013-01 至 {last}-12；也可写 +6，即首月之后第 6 个月。",
    ),
    ("month_form", "Write YYYY-MM, from 2013-01 to {last}-12.", "请写成 YYYY-MM，范围 2013-01 至 {last}-12。"),
    (
        "task_form",
        'Write ids in quotes, such as "1.16", "1.39-1.46" or "4.*"; known: {known}.',
        '编号须加引号，如 "1.16"、"1.39-1.46" 或 "4.*"；已有编号：{known}。',
    ),
    ("result_names", "Write a name of `list variables`.", "请写 `list variables` 列出的名称。"),
    # files
    ("no_such_file", "There is no such file.", "没有这个文件。"),
    ("cannot_read", "The file cannot be read.", "无法读取该文件。"),
    ("not_a_file", "This is not an ordinary file.", "这不是普通文件。"),
    ("outside_folder", "This leads outside the scenario's folder.", "它指向情景所在目录之外。"),
    ("is_scenario", "This is a scenario: `simulate` runs it.", "这是情景文件，请用 simulate 运行。"),
    ("is_sweep", "This is a sweep over variants: `sweep` runs it.", "这是多方案文件，请用 sweep 运行。"),
    ("is_search", "This is a search for the best plan: `search` runs it.", "这是寻优文件，请用 search 运行。"),
    (
        "bad_file_name",
        "Name a scenario file of the same folder, without any path, such as no-pilot.yaml.",
        "请写同一目录下的情景文件名，不带路径，例如 no-pilot.yaml。",
    ),
    (
        "extends_cycle",
        "Files extend each other in a circle, or more than {limit} deep.",
        "文件之间循环继承，或继承超过 {limit} 层。",
    ),
    ("counterfactual_self", "A scenario cannot be compared with itself.", "情景不能与自身比较。"),
    (
        "history_of_history",
        "This file has a history of its own; name one that begins by itself.",
        "该文件自身也写了 history；请另选一个从头开始的情景。",
    ),
    ("history_self", "A scenario cannot go on from itself.", "情景不能接着自身推演。"),
    (
        "history_late",
        "The period begins in {start}, but the history lasts to {last}; begin after it, or shorten it.",
        "模拟时段始于 {start}，而 history 持续到 {last}；请把时段设在其后，或缩短 history。",
    ),
    (
        "history_world",
        "Up to its end the history was run in the case {case}; another would change what was.",
        "history 所处的外部情形为 {case}；改用其他情形会改变已发生的部分。",
    ),
    (
        "ends_without_history",
        "Without a history there is nothing that could end.",
        "没有 history，就没有可终止的内容。",
    ),
    (
        "ends_nothing",
        "Nothing of this was done in the history, or it has ended already.",
        "history 中没有实施此项，或已到期。",
    ),
    (
        "unknown_ended",
        "This is neither a task nor a lever.",
        "这既不是任务编号，也不是政策工具。",
    ),
    # the text
    ("too_big", "The file is larger than {limit} bytes.", "文件超过 {limit} 字节。"),
    ("too_deep", "Tables and lists are nested more than {limit} deep.", "表和列表的嵌套超过 {limit} 层。"),
    ("too_many_nodes", "The file holds more than {limit} values.", "文件中的值超过 {limit} 个。"),
    ("empty", "The file is empty.", "文件是空的。"),
    ("not_utf8", "The file is not UTF-8 text; save it as UTF-8.", "文件不是 UTF-8 文本，请以 UTF-8 编码保存。"),
    ("control_character", "There is a control character here; remove it.", "此处有控制字符，请删除。"),
    (
        "not_a_table_file",
        "The file must be a table of keys and values, such as name: my-scenario.",
        "文件应由“键: 值”组成，例如 name: my-scenario。",
    ),
    (
        "several_documents",
        "A file holds one scenario only; remove what follows ---.",
        "一个文件只能有一个情景，请删除 --- 之后的内容。",
    ),
    ("yaml_version", "Only YAML 1.2 is read; remove the %YAML line.", "只支持 YAML 1.2，请删除 %YAML 一行。"),
    ("no_alias", "Aliases (*name) are not allowed; write the value out.", "不允许使用别名（*name），请直接写出内容。"),
    ("no_anchor", "Anchors (&name) are not allowed; remove it.", "不允许使用锚点（&name），请删除。"),
    ("no_tag", "Tags (!name) are not allowed; remove it.", "不允许使用标签（!name），请删除。"),
    (
        "duplicate_key",
        "This key already stands in line {line}; keep one of them.",
        "该键已在第 {line} 行出现，请只保留一处。",
    ),
    ("key_not_text", "A key must be text.", "键必须是文字。"),
    ("key_too_long", "The key is longer than {limit} characters.", "键超过 {limit} 个字符。"),
    ("syntax", "This is not valid YAML ({detail}).", "YAML 语法有误（{detail}）。"),
    ("lookalike", "{sentence}", "{sentence}"),
    (
        "syntax_hash",
        "# after a blank begins a comment, which hides the end of the brackets; put a text that contains it in quotes.",
        "空格后的 # 表示注释，括号的结尾因此被略去；含 # 的文字请加引号。",
    ),
    (
        "syntax_bullet",
        '"{character}" begins no entry of a list; type a hyphen and a space, "- ".',
        "“{character}”不能作为列表项的开头，请改为半角连字符加空格“- ”。",
    ),
    ("syntax_tab", "A tab cannot stand here; type spaces.", "此处不能用制表符，请改用空格。"),
    (
        "syntax_colon",
        "A colon does not belong here: check the indentation, or put text that contains a colon in quotes.",
        "此处不应有冒号：请检查缩进，含冒号的文字请加引号。",
    ),
    ("syntax_no_colon", "A key is not followed by a colon and a space.", "键后面缺少冒号和空格。"),
    ("syntax_indent", "The indentation does not match the lines above.", "缩进与上文不一致。"),
    ("syntax_bracket", "A bracket is not closed, or a comma is missing.", "括号没有闭合，或缺少逗号。"),
    ("syntax_quote", "The file ends inside a quoted text; close the quotes.", "引号没有闭合，文件就结束了。"),
    (
        "left_blank",
        "Nothing stands under {key}: write its contents below it, indented, or remove the line.",
        "{key} 之下没有内容：请在其下缩进填写，或删除这一行。",
    ),
    # notes on what is sound
    (
        "blank_removes",
        "Nothing stands under {key}, so all that is inherited there is removed; write null if that is meant.",
        "{key} 之下没有内容，因此继承来的内容全部删除；如确有此意，请写 null。",
    ),
    (
        "text_cut",
        "The text ends before {rest}, because # after a blank begins a comment; put the text in quotes if it is part of it.",
        "文字到 {rest} 之前为止，因为空格后的 # 表示注释；如果它属于正文，请给整段文字加引号。",
    ),
    (
        "land_not_braked",
        "Land use cannot be held back month by month: land once cleared stays cleared.",
        "用地不能按月暂缓：土地一经腾退即不可恢复。",
    ),
    (
        "braked_levers",
        'Allowed: task ids in quotes, such as "1.16" or "4.*", and the levers {levers}.',
        '可用：带引号的任务编号，如 "1.16"、"4.*"；以及政策工具 {levers}。',
    ),
    (
        "unknown_braked",
        "This is neither a task nor a lever that a brake can hold back.",
        "这既不是任务编号，也不是可以暂缓的政策工具。",
    ),
    ("assets_already", "No lower than in 2022 ({usual} million USD).", "不低于2022年的门槛（{usual} 百万美元）。"),
    (
        "list_too_early",
        "Unless the nation decides it, a list frees no data before a national rule allows lists ({start}).",
        "非由国家决定的清单，在国家规定允许之前不起作用（允许的起始月：{start}）。",
    ),
    ("no_such_rule", "none in this scenario", "本情景中没有"),
    (
        "brake_on_nothing",
        "This plan does not use {tasks}, so the brake does nothing there.",
        "本方案未采用 {tasks}，制动规则对其不起作用。",
    ),
    (
        "visa_free_already",
        "{origins} need no visa for such a stay when this begins, so it changes nothing for them.",
        "该规定生效时，{origins} 在此停留期内本已免签，对其没有改变。",
    ),
    (
        "visa_no_easier",
        "This visa costs what the usual one does in money and days, so it changes nothing.",
        "该签证的费用和耗时与通常签证相同，没有改变。",
    ),
    (
        "transit_already",
        "{hours} hours are in force at Nanjing when this begins, so it changes nothing there.",
        "该规定生效时，南京口岸已实行 {hours} 小时过境免签，没有改变。",
    ),
    (
        "permit_already",
        "The permit of 2022 ({days} days, {years} years) is as good, so this changes nothing.",
        "2022 年的许可（{days} 天，{years} 年）不差于此，没有改变。",
    ),
    (
        "support_against_rule",
        "From {start} a national rule lets local governments support international routes of airports that are not "
        "international hubs only if they lead to international hubs; Lukou is a regional hub. Ask the aviation authority "
        "whether this support may be paid. The model pays it.",
        "自 {start} 起，国家规定地方政府不得对非枢纽机场直飞国际枢纽以外境外航点的国际航线给予补贴；禄口属区域枢纽，"
        "此项补贴能否发放请先商民航主管部门。模型仍按方案计入补贴。",
    ),
    (
        "nothing_to_withdraw",
        "{origins} had about {rights} rights a week in 2022 and get no more here, so that less than this can be taken from each.",
        "{origins} 2022 年约有每周 {rights} 班权利，本方案亦无新增，可收回的少于所写班次。",
    ),
    (
        "rights_already",
        "Researchers have {usual} of an invention's worth without a reform; this one gives nobody more.",
        "改革前科研人员已分享成果收益的 {usual}，本项改革未使任何人多得。",
    ),
    ("refund_of_nothing", "A rate of 0 refunds nothing.", "退税率为 0，即不退税。"),
    (
        "announced_unheard",
        "Nobody in the model acts on these tasks before they take force: carriers plan ahead with route rights, investors with "
        "what tasks promise on market access, ownership, licences, capital, data, disputes, services for families and zones.",
        "模型中没有人会在这些任务生效前据此行动：航空公司按已公布的航权提前安排，投资者按任务在市场准入、股比、审批、资金、数据、争议解决、"
        "家属服务和园区支持方面的承诺提前决策。",
    ),
    (
        "space_scarce",
        "This takes {share} % of the land for {use} in {zone} in all: space for {use} becomes scarce there, its rents rise "
        "and firms may stay away.",
        "合计占{zone}现有{use}用地的 {share}%：当地{use}空间趋紧，租金上升，企业可能不来。",
    ),
    (
        "shop_needs_port",
        "A departure or arrival shop stands where the border is crossed, at the airport.",
        "口岸出境店和进境店只能设在有出入境口岸的机场。",
    ),
    ("shop_at_port", "Allowed: zone: lukou; or kind: downtown.", "可用：zone: lukou，或 kind: downtown。"),
    # keys and shapes
    ("unknown_key", "Unknown key.", "此处没有这个键。"),
    (
        "key_elsewhere",
        "This key does not belong here but under {places}; check the indentation.",
        "这个键不属于此处，应写在 {places} 之下；请检查缩进。",
    ),
    ("top", "the top of the file", "文件最外层"),
    ("missing", "{key} is missing.", "缺少 {key}。"),
    ("not_a_table", "A table of keys and values belongs here.", "此处应为“键: 值”组成的表。"),
    ("not_a_list", "A list belongs here.", "此处应为列表。"),
    ("empty_list", "At least one entry is needed.", "至少需要一项。"),
    ("not_allowed", "This is not allowed ({detail}).", "不允许这样写（{detail}）。"),
    (
        "null_removes_nothing",
        "null removes what is inherited, and nothing is inherited here.",
        "null 用于删除继承来的内容，而此处没有可删除的内容。",
    ),
    ("null_in_entry", "null means nothing here; leave the key out.", "此处写 null 没有意义，请去掉这个键。"),
    (
        "override_changes_nothing",
        "This repeats what is inherited and changes nothing; remove it.",
        "这与继承来的内容相同，没有改变任何东西，请删除。",
    ),
    ("listed_twice", "This is listed twice.", "重复列出。"),
    # values
    ("not_number", "A number belongs here.", "此处应为数字。"),
    (
        "number_as_text",
        "Write the bare number, without quotes, unit, per-cent sign or separators.",
        "请只写数字，不加引号、单位、百分号或千分位。",
    ),
    (
        "number_split",
        "A comma splits a number here: write it without separators of thousands, such as 4000.",
        "逗号把一个数字拆成了两段：请不加千分位，例如写成 4000。",
    ),
    ("not_whole", "A whole number belongs here.", "此处应为整数。"),
    ("out_of_range", "The number is out of range.", "数值超出范围。"),
    ("unknown_word", "Unknown value.", "此处没有这个选项。"),
    (
        "not_text",
        "Text belongs here; put it in quotes if it looks like a number.",
        "此处应为文字；看起来像数字的请加引号。",
    ),
    ("empty_text", "The text is empty.", "文字为空。"),
    (
        "text_too_long",
        "The text has {length} characters; at most {limit} are allowed.",
        "文字有 {length} 个字符，最多 {limit} 个。",
    ),
    ("one_line", "The text must stand on one line.", "文字应写在一行内。"),
    (
        "text_control",
        "The text holds control or direction characters; remove them.",
        "文字中含有控制字符或改变书写方向的字符，请删除。",
    ),
    (
        "bad_name",
        "A name has small letters, digits and hyphens, starts with a letter or digit, and has at most 64 characters.",
        "名称只能用小写字母、数字和连字符，以字母或数字开头，最多 64 个字符。",
    ),
    (
        "reserved_name",
        "Windows keeps this name for a device, so no folder can have it; choose another.",
        "Windows 把此名称保留给设备，不能用作文件夹名；请换一个。",
    ),
    # dates
    ("bad_date", "This is not a valid date.", "日期无法识别。"),
    ("date_outside", "The date lies outside the period.", "日期在模拟时段之外。"),
    ("until_before_from", "It ends before it begins (from: {start}).", "结束早于开始（from: {start}）。"),
    (
        "announced_after_from",
        "It is announced after it takes force (from: {start}).",
        "公布晚于生效（from: {start}）。",
    ),
    (
        "announced_unused",
        "Nobody in the model acts on an action of this kind before it takes force; leave out announced, or write the date of from.",
        "模型中没有人会在此类措施生效前据此行动；请删去 announced，或写成与 from 相同的日期。",
    ),
    (
        "announced_where",
        "a date of its own in route_rights.grants and route_rights.launch_support (carriers plan ahead) and pilot_tasks (investors and carriers do)",
        "可单独写公布日期的有 route_rights.grants 和 route_rights.launch_support（航空公司会提前安排）和 pilot_tasks（投资者和航空公司会提前决策）",
    ),
    # places
    (
        "origin_unknown",
        "This is not the code of an origin; write its ISO 3166 code of three letters.",
        "这不是客源地代码，请写 ISO 3166 三字母代码。",
    ),
    (
        "origin_not_apart",
        "{name} is not modelled separately; it is part of ROW, the rest of the world.",
        "{name}没有单独建模，归入 ROW（世界其他地区）。",
    ),
    (
        "origin_mainland",
        "Mainland China is not an origin; visitors and capital come from outside it.",
        "中国内地不是客源地，旅客和资金均来自内地以外。",
    ),
    (
        "via_not_apart",
        "The place on the way must be a market that is modelled separately.",
        "经停地必须是单独建模的市场。",
    ),
    ("via_missing", "A fifth-freedom grant needs via, the place on the way.", "第五航权需要写明经停地 via。"),
    (
        "via_without_fifth",
        "via belongs to the fifth freedom; write freedom: fifth, or remove it.",
        "via 只用于第五航权；请写 freedom: fifth，或删除 via。",
    ),
    ("via_among_origins", "The place on the way cannot be one of the origins.", "经停地不能同时列为客源地。"),
    (
        "two_rates",
        "Support is paid by seat or by flight: keep one of cny_per_seat and cny_per_flight.",
        "补贴按座位或按航班计：cny_per_seat 与 cny_per_flight 请只保留一个。",
    ),
    (
        "rate_missing",
        "Launch support needs a rate: cny_per_seat, or cny_per_flight for a return flight.",
        "补贴需要写明标准：cny_per_seat（每座），或 cny_per_flight（每个往返航班）。",
    ),
    ("mix_sum", "The shares sum to {total}; they must sum to 1.", "各项比例合计为 {total}，应为 1。"),
    (
        "land_beyond",
        "Conversions and temporary uses take {total} hectares of {use} in {zone} in all, more than there are.",
        "方案在{zone}改造和转用的{use}用地合计 {total} 公顷，超过现有面积。",
    ),
    (
        "land_limit",
        "They can take at most {there} hectares of {use} in {zone}.",
        "{zone}可改造和转用的{use}用地合计最多 {there} 公顷。",
    ),
    # tasks
    (
        "task_not_quoted",
        "Put the task id in quotes: without them 1.10 is the number 1.1.",
        "任务编号要加引号：不加引号时 1.10 会被当作数字 1.1。",
    ),
    ("unknown_task", "There is no such task.", "没有这样的任务编号。"),
    (
        "task_needs",
        "Task {task} builds on {needed}, which is not under way when it starts: begin {needed} on {start} or before "
        "(explain {task} says why).",
        "任务 {task} 以 {needed} 为前提，而启动时 {needed} 尚未实施：请在 {start} 或之前启动 {needed}"
        "（explain {task} 说明原因）。",
    ),
    ("task_twice", "Listed more than once: {tasks}.", "重复列出：{tasks}。"),
    # parameters
    ("unknown_parameter", "There is no such parameter.", "没有这个参数。"),
    (
        "parameter_default",
        "This equals the default, {default}, which every member takes anyway; remove it (null takes back an inherited value).",
        "这与默认值 {default} 相同，没有改变任何东西，请删除（要撤回继承来的取值请写 null）。",
    ),
    # sweeps
    (
        "bad_key_path",
        "Write a key of a scenario file with all that it stands under, such as levers.duty_free.shops[0].area_m2.",
        "请写出情景文件中的键及其所在的各层，例如 levers.duty_free.shops[0].area_m2。",
    ),
    ("key_not_varied", "This is the same for all variants.", "这一项对所有方案都相同，不能改动。"),
    (
        "bad_table_name",
        "Name a CSV file of the same folder, without any path, such as design.csv.",
        "请写同一目录下的 CSV 文件名，不带路径，例如 design.csv。",
    ),
    (
        "no_such_entry",
        "There is no entry {number} here; the list has {there}, counted from 0.",
        "这里没有第 {number} 项；列表共有 {there} 项，从 0 开始数。",
    ),
    ("key_in_no_table", "{key} stands in no table here.", "{key} 所在之处不是表。"),
    (
        "one_kind_of_variants",
        "Say the variants in one way: variants, grid or table.",
        "方案只用一种方式给出：variants、grid 或 table。",
    ),
    ("too_many_variants", "There are more than {limit} variants.", "方案超过 {limit} 个。"),
    ("variant_twice", "Two variants are called {name}.", "有两个方案同名：{name}。"),
    (
        "table_without_rows",
        "The table needs a line of keys and at least one row below it.",
        "设计表须有一行键名，其下至少一行取值。",
    ),
    ("cell_without_key", "This cell has no key above it.", "此单元格上方没有键名。"),
    (
        "not_after_trigger",
        "What a trigger sets off begins after its month (by: {month}).",
        "触发后采取的措施须在该月（by: {month}）之后开始。",
    ),
    ("trigger_at_end", "No month is left after this one for anything to be done.", "该月之后已没有可采取措施的月份。"),
    # searches
    ("unknown_result", "There is no such result.", "没有这个结果变量。"),
    (
        "not_a_flow",
        "This result does not add up over months; a search counts flows.",
        "该结果不能按月累加；寻优只计流量。",
    ),
    (
        "amount_for_share",
        "amount belongs to of: share_reaching, and only to it.",
        "amount 只与 of: share_reaching 一起使用。",
    ),
    (
        "step_not_once",
        "{key} must stand exactly once in adds for its steps to be chosen among.",
        "{key} 须在 adds 中恰好出现一次，才能从各档中选取。",
    ),
    ("nothing_to_choose", "There is nothing to choose.", "没有可选择的内容。"),
    ("too_many_options", "There are more than {limit} options.", "可选项超过 {limit} 个。"),
    # kinds of text, for the reference page
    ("kind.date", "`YYYY-MM`, `YYYY-MM-DD` or `+6`", "`YYYY-MM`、`YYYY-MM-DD` 或 `+6`"),
    ("kind.month", "`YYYY-MM`", "`YYYY-MM`（年月）"),
    ("kind.name", "small letters, digits, hyphens", "小写字母、数字、连字符"),
    ("kind.file", "a file name of the same folder", "同目录下的文件名"),
    (
        "kind.flow",
        "a result that adds up over months (`list variables`)",
        "可按月累加的结果变量（见 `list variables`）",
    ),
    ("kind.field", "a field of the plan (`list tasks`)", "方案的领域（见 `list tasks`）"),
    ("kind.csv_file", "a CSV file of the same folder", "同目录下的 CSV 文件名"),
    ("kind.key_path", "a key with all that it stands under", "键及其所在的各层"),
    ("kind.result", "a result (`list variables`)", "结果变量（见 `list variables`）"),
    ("kind.task", '`"1.16"`, `"1.39-1.46"`, `"4.*"`', '`"1.16"`、`"1.39-1.46"`、`"4.*"`（须加引号）'),
    ("kind.parameter", "a name that `explain` knows", "`explain` 能解释的参数名"),
    # units
    ("unit.own_unit", "the unit of the result", "该结果变量的单位"),
    ("unit.threshold", "times the threshold", "倍阈值"),
    ("unit.ratio_of_weights", "times the weight of another", "倍（相对权重）"),
    ("unit.share", "shares of 1", "比例（1 为全部）"),
    ("unit.count", "whole numbers", "整数"),
    ("unit.months", "months", "月"),
    ("unit.days", "days", "天"),
    ("unit.hours", "hours", "小时"),
    ("unit.years", "years", "年"),
    ("unit.weekly_flights", "return flights a week", "每周往返班次"),
    ("unit.cny", "CNY", "元"),
    ("unit.cny_mn", "million CNY", "百万元"),
    ("unit.own_funds", "times members' own funds", "倍所有者权益"),
    ("unit.licences", "licences", "张牌照"),
    ("unit.outlets", "outlets", "个网点"),
    ("unit.posts", "posts", "个岗位"),
    ("unit.cases", "cases", "件"),
    ("unit.firms", "firms", "家"),
    ("unit.projects", "projects", "个项目"),
    ("unit.weeks", "weeks", "周"),
    ("unit.thousand_visits", "thousand visits", "千人次"),
    ("unit.stores_a_year", "stores a year", "家/年"),
    ("unit.brands_a_year", "brands a year", "个/年"),
    ("unit.firms_a_year", "firms a year", "家/年"),
    ("unit.m2_or_seats", "square metres or seats", "平方米或座"),
    ("unit.cases_a_year", "cases a year", "件/年"),
    ("unit.pflops", "PFlops", "PFLOPS（每秒千万亿次浮点运算）"),
    ("unit.gbps", "Gbit/s", "Gbps（每秒千兆比特）"),
    ("unit.usd_mn", "million USD", "百万美元"),
    ("unit.headquarters", "headquarters", "家总部"),
    ("unit.weekly", "a week", "每周班次或列数"),
    ("unit.tonnes", "tonnes", "吨"),
    ("unit.month_of_year", "month of the year", "月份"),
    ("unit.usd", "USD", "美元"),
    ("unit.cny_per_seat", "CNY per seat", "元/座"),
    ("unit.cny_per_flight", "CNY per return flight", "元/往返航班"),
    ("unit.m2", "square metres", "平方米"),
    ("unit.hectares", "hectares", "公顷"),
    ("unit.minutes", "minutes", "分钟"),
    ("unit.trains", "trains a day", "列/日"),
    ("unit.ratio", "floor space per land", "建筑面积与用地面积之比"),
)

CATALOGUE = Catalogue(_ROWS)
"""Sentence by code, in both languages; braces hold the values."""
phrase = CATALOGUE.phrase
