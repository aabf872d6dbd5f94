FROM python:3.13-slim
WORKDIR /app
# First what changes rarely, then the install, last what changes
# often.
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app.py .
CMD ["python", "app.py"]
