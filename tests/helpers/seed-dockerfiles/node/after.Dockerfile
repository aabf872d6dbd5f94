# The walk-through after: built on the full image, and installed again without development packages on the slim one.
FROM node:24 AS builder
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
WORKDIR /app
COPY --from=builder /app/dist ./dist
COPY package*.json fetch.js ./
RUN npm ci --omit=dev
CMD ["node", "dist/index.js"]
