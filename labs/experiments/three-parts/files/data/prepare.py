"""Turns the table that people edit into the file that the program reads."""

import csv
import json

with open("cities.csv", newline="", encoding="utf-8") as table:
    rows = list(csv.DictReader(table))
with open("cities.json", "w", encoding="utf-8") as out:
    json.dump(rows, out)
    out.write("\n")
