"""Lines of CSV."""

import csv

from planroom.kit.csv_lines import csv_line


def test_cells_come_back_as_they_were_written() -> None:
    cells = ["plain", 'with "quotes", commas', "two\nlines", "", "-12"]
    assert next(csv.reader([csv_line([*cells[:4], -12])])) == cells


def test_nothing_is_an_empty_cell() -> None:
    assert csv_line([None, 1.5, True]) == ",1.5,True\r\n"


def test_a_text_that_a_spreadsheet_would_run_is_kept_a_text() -> None:
    assert csv_line(["=1+1", "+1", "-1", "@x", "\tx"]) == "'=1+1,'+1,'-1,'@x,'\tx\r\n"
