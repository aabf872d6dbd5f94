"""Turns the table that people edit into the file that the program reads: python prepare.py cities.csv cities.json"""
import csv
import json
import sys


def read_cities(lines):
    """The rows of the table, in the order of their names. Raises ValueError for a row that cannot be right."""
    cities = []
    for row in csv.DictReader(lines):
        city = {
            'name': row['name'].strip(),
            'country': row['country'].strip(),
            'lat': float(row['lat']),
            'lon': float(row['lon']),
        }
        if not city['name'] or not city['country']:
            raise ValueError(f'a city without a name or a country: {row}')
        if abs(city['lat']) > 90 or abs(city['lon']) > 180:
            raise ValueError(f'no place on Earth: {row}')
        cities.append(city)
    names = [(city['name'], city['country']) for city in cities]
    if len(set(names)) < len(names):
        raise ValueError('a city stands in the table twice')
    return sorted(cities, key=lambda city: city['name'])


def main(source, target):
    with open(source, newline='', encoding='utf-8') as table:
        cities = read_cities(table)
    with open(target, 'w', encoding='utf-8') as out:
        json.dump(cities, out, ensure_ascii=False, separators=(',', ':'))
    print(f'{len(cities)} cities')


if __name__ == '__main__':
    main(*sys.argv[1:])
