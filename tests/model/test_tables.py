"""Every row of the fact tables says where it comes from, and a table with a hole is refused."""

import pytest

from model.facts.tables import Table, grid, rows

TABLES = (
    "airlines",
    "clearance_hours",
    "data_rules",
    "digital_needs",
    "corridors",
    "district_zones",
    "districts",
    "domestic_travel",
    "events",
    "exchange_rate",
    "fdi_season",
    "fuel_prices",
    "levels",
    "limits",
    "metro_cities",
    "national_fdi",
    "national_rules",
    "origin_access",
    "origin_trade",
    "origin_purposes",
    "origin_trips",
    "origins",
    "outbound",
    "outbound_rules",
    "panel",
    "panel_sources",
    "platform_rules",
    "platforms",
    "professions",
    "purpose_season",
    "rail_links",
    "rivals",
    "route_history",
    "routes",
    "sectors",
    "visa_events",
    "zone_sectors",
    "zone_space",
    "venues",
    "zones",
)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_its_source(name):
    for row in rows(name):
        source = row["source"]
        assert name == "panel" or len(source) > 12, row
        if row["confidence"] == "low" and name != "panel":
            assert any(word in source for word in ("assumption", "recalled", "derived", "page", "report", "panel")), row


def test_panel_sources_are_listed():
    assert {row["source"] for row in rows("panel")} == {row["key"] for row in rows("panel_sources")}


def write(folder, text):
    (folder / "odd.csv").write_text(text, encoding="utf-8")


def test_a_table_without_source_is_refused(tmp_path):
    write(tmp_path, "zone,value,source,confidence\nlukou,1,,high\n")
    with pytest.raises(ValueError, match="line 2: source"):
        rows("odd", tmp_path)
    write(tmp_path, "zone,value,source,confidence\nlukou,1,somebody,certain\n")
    with pytest.raises(ValueError, match="confidence"):
        rows("odd", tmp_path)
    write(tmp_path, "zone,value,source,confidence\nlukou,1,somebody\n")
    with pytest.raises(ValueError, match="missing or too many"):
        rows("odd", tmp_path)


def test_a_table_must_fill_its_axis(tmp_path):
    write(tmp_path, "zone,value,source,confidence\na,1,somebody,high\na,2,somebody,high\n")
    with pytest.raises(ValueError, match="once"):
        Table("odd", "zone", ("a", "b"), tmp_path)
    write(tmp_path, "zone,use,value,source,confidence\na,x,1,somebody,high\na,x,2,somebody,high\n")
    with pytest.raises(ValueError, match="every pair"):
        grid("odd", (("zone", ("a",)), ("use", ("x", "y"))), "value", tmp_path)
