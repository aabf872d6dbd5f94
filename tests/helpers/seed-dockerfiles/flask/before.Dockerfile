# The walk-through before: everything in one stage on the full image.
FROM python:3.13

WORKDIR /app

COPY . /app

RUN pip install flask
EXPOSE 5000

CMD ["python", "app.py"]
