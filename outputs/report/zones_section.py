"""The part of a report that tells effects apart by zone, by sector and by origin."""

from outputs.documents.document import Block, Section, Table
from outputs.report.effects import NOTHING
from outputs.report.measures import along, effect_table, readers
from outputs.report.pictures import picture
from outputs.report.run import Run

SHOWN = 12
"""Origins named one by one, those that change most; the rest are added up."""


def zones_section(run: Run) -> Section:
    """Return the section of the report with the effects by zone, by sector and by origin."""
    zone, sector, origin = run.pick("Zone", "片区"), run.pick("Sector", "行业"), run.pick("Origin", "国家（地区）")
    partner = run.pick("Partner", "贸易伙伴")
    return Section(
        "places",
        run.pick("By zone, sector and origin", "分片区、分行业、分国家（地区）"),
        (),
        (
            _section(
                "zones",
                run.pick("Zones", "片区"),
                (
                    _table(run, zone, ("fdi_actual_use",), "zone", "FDI in actual use by zone", "分片区实际使用外资"),
                    _table(run, zone, ("jobs_by_zone",), "zone", "Jobs in foreign firms by zone", "分片区外资企业就业"),
                    _table(
                        run,
                        zone,
                        ("visitor_nights_by_zone",),
                        "zone",
                        "Visitor nights by zone",
                        "分片区入境游客停留夜数",
                    ),
                    _table(run, zone, ("duty_free_sales",), "zone", "Duty-free sales by zone", "分片区免税销售额"),
                    _table(
                        run,
                        zone,
                        ("zone_support",),
                        "zone",
                        "Support of zones paid to firms that take it",
                        "分片区已兑付的企业支持资金",
                    ),
                    _table(run, zone, ("land_income",), "zone", "Public income from land by zone", "分片区土地收入"),
                    _table(
                        run,
                        zone,
                        ("quarter_value",),
                        "zone",
                        "What mixed quarters are worth to tenants near by",
                        "混合街区对周边使用者的价值",
                    ),
                    picture(run, "rents"),
                ),
            ),
            _section(
                "sectors",
                run.pick("Sectors", "行业"),
                (
                    _table(
                        run, sector, ("fdi_actual_use",), "sector", "FDI in actual use by sector", "分行业实际使用外资"
                    ),
                    _table(
                        run,
                        sector,
                        ("services_exports", "services_imports"),
                        "sector",
                        "Services trade by sector",
                        "分行业服务进出口",
                    ),
                    _table(
                        run,
                        run.pick("Mode of supply", "供应模式"),
                        ("services_exports_by_mode",),
                        "supply",
                        "Services sold abroad by mode of supply",
                        "分供应模式的对外服务供应",
                    ),
                    _table(
                        run,
                        run.pick("Who founds", "创办来源"),
                        ("domestic_firms_founded",),
                        "founder",
                        "Domestic service firms and headquarters founded",
                        "分创办来源的新设本土服务企业与总部",
                    ),
                    _table(
                        run,
                        run.pick("Kind of goods", "商品类别"),
                        ("goods_exports_by_kind", "goods_imports_by_kind"),
                        "goods",
                        "Goods trade by kind",
                        "分商品类别货物进出口",
                    ),
                    _table(run, sector, ("jobs",), "sector", "Jobs in foreign firms by sector", "分行业外资企业就业"),
                    picture(run, "fdi-map"),
                ),
            ),
            _section(
                "origins",
                run.pick("Origins and partners", "客源地、投资来源地与贸易伙伴"),
                (
                    _table(run, origin, ("visitors",), "origin", "Visitors by origin", "分客源地入境过夜游客", SHOWN),
                    picture(run, "origins"),
                    _table(
                        run,
                        origin,
                        ("fdi_by_origin",),
                        "origin",
                        "FDI in actual use by immediate origin",
                        "分直接投资来源地实际使用外资",
                        SHOWN,
                    ),
                    _table(
                        run,
                        partner,
                        ("goods_exports", "goods_imports"),
                        "origin",
                        "Goods trade by partner",
                        "分伙伴货物进出口",
                        SHOWN,
                    ),
                ),
            ),
        ),
    )


def _section(anchor: str, title: str, blocks: tuple[Block, ...]) -> Section:
    """Return a section without the tables that have no row, as that of income from land where none is sold."""
    return Section(anchor, title, tuple(block for block in blocks if not isinstance(block, Table) or block.rows))


def _table(
    run: Run, first: str, variables: tuple[str, ...], axis: str, en: str, zh: str, most: int | None = None
) -> Table:
    name = readers(run, variables[0]).name
    stock = run.dataset[variables[0]].attrs["kind"] == "stock"
    when = run.pick("at the end" if stock else "whole period", "期末" if stock else "全期合计")
    rows = along(run, variables, axis, most, changed=most is not None)
    if most is not None and len(rows) > most:
        which = (
            ("that change most", "变化") if any(one.direction != NOTHING for _, one in rows) else ("largest", "规模")
        )
        en, zh = f"{en} (the {most} {which[0]})", f"{zh}（列出{which[1]}最大的{most}个）"
    caption = run.pick(f"{en}, {when}, {name}", f"{zh}，{when}（{name}）")
    return effect_table(run, first, caption, rows, last=len(rows) > 1)
