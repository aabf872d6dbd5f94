# A package with C code, built from its source: the headers and the compiler of the full image are used.
FROM python:3.13 AS builder
RUN pip install --no-cache-dir --no-binary markupsafe markupsafe==3.0.2
RUN python -c "import markupsafe._speedups"

FROM python:3.13-slim
COPY --from=builder /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages
CMD ["python", "-c", "import markupsafe._speedups; print('built from C')"]
