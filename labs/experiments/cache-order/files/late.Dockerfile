FROM python:3.13-slim
WORKDIR /app
# Everything at once: an edit of app.py changes this step, and all
# steps after it run again.
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
CMD ["python", "app.py"]
