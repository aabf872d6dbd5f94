# Installed below a folder of its own, which then becomes /usr/local.
FROM python:3.13-slim AS builder
WORKDIR /app
COPY requirements.txt .
RUN pip install --prefix=/install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
WORKDIR /app
COPY --from=builder /install /usr/local
COPY . .
CMD ["gunicorn", "--bind", "0.0.0.0:5000", "app:app"]
