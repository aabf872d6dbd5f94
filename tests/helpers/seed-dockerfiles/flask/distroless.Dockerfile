# The packages on an image with Python and nothing else.
FROM python:3.13-slim AS builder
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --target=/packages -r requirements.txt

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=builder /packages /packages
ENV PYTHONPATH=/packages
WORKDIR /app
COPY . .
CMD ["app.py"]
