"""Tests of the preparation. Run them with: python -m unittest"""
import unittest

from prepare import read_cities

HEAD = 'name,country,lat,lon'


class ReadCities(unittest.TestCase):
    def test_reads_numbers_and_sorts_by_name(self):
        self.assertEqual(
            read_cities([HEAD, 'Lyon,France,45.76,4.84', 'Lima,Peru,-12.05,-77.04']),
            [
                {'name': 'Lima', 'country': 'Peru', 'lat': -12.05, 'lon': -77.04},
                {'name': 'Lyon', 'country': 'France', 'lat': 45.76, 'lon': 4.84},
            ],
        )

    def test_refuses_rows_that_cannot_be_right(self):
        for row in ('Lyon,France,north,4.84', 'Lyon,France,95,4.84', 'Lyon,France,45,181', ',France,45.76,4.84'):
            with self.subTest(row=row), self.assertRaises(ValueError):
                read_cities([HEAD, row])

    def test_refuses_a_city_that_stands_there_twice(self):
        with self.assertRaises(ValueError):
            read_cities([HEAD, 'Lyon,France,45.76,4.84', 'Lyon,France,45.7,4.8'])


if __name__ == '__main__':
    unittest.main()
