"""A service that squares whole numbers."""
import re

from flask import Flask, jsonify

# Shown by the service, so that an answer tells which source it was built from.
MARKER = 'square-service-2026-11'

# As many digits as a square may have in JSON without losing any: readers take numbers as floats of 53 bits.
LARGEST = 94_906_265

WHOLE_NUMBER = re.compile(r'-?[0-9]{1,16}')

app = Flask(__name__)


@app.get('/')
def index():
    return jsonify(service='square', marker=MARKER)


@app.get('/healthz')
def healthz():
    return jsonify(status='ok')


@app.get('/api/square/<text>')
def square(text):
    if not WHOLE_NUMBER.fullmatch(text):
        return jsonify(error=f'{text} is not a whole number'), 400
    number = int(text)
    if abs(number) > LARGEST:
        return jsonify(error=f'{text} is larger than {LARGEST}'), 400
    return jsonify(number=number, square=number * number)


@app.errorhandler(404)
def not_found(_error):
    return jsonify(error='there is nothing at this address'), 404
