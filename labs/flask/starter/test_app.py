"""Tests of the service. Run them with: python -m unittest"""
import unittest

from app import LARGEST, MARKER, app


class SquareService(unittest.TestCase):
    def setUp(self):
        self.client = app.test_client()

    def ask(self, path):
        answer = self.client.get(path)
        return answer.status_code, answer.get_json()

    def test_tells_who_it_is(self):
        self.assertEqual(self.ask('/'), (200, {'service': 'square', 'marker': MARKER}))

    def test_is_healthy(self):
        status, answer = self.ask('/healthz')
        self.assertEqual((status, answer['status']), (200, 'ok'))

    def test_squares(self):
        for number in (0, 1, 12, -7, LARGEST, -LARGEST):
            with self.subTest(number=number):
                wanted = (200, {'number': number, 'square': number * number})
                self.assertEqual(self.ask(f'/api/square/{number}'), wanted)

    def test_refuses_what_is_no_whole_number(self):
        for text in ('two', '1.5', '1e3', '--2', '+2', '0x10', '1_000', '٣', '2 ', LARGEST + 1, '9' * 40):
            with self.subTest(text=text):
                status, answer = self.ask(f'/api/square/{text}')
                self.assertEqual(status, 400)
                self.assertTrue(answer['error'])

    def test_answers_in_json_when_there_is_nothing(self):
        status, answer = self.ask('/api/cube/3')
        self.assertEqual(status, 404)
        self.assertTrue(answer['error'])


if __name__ == '__main__':
    unittest.main()
