# The app for a real shop. docs/deploy.md says which variables it needs.
#   docker build -t shipsby .
#   docker run --env-file .env -p 3000:3000 shipsby

FROM node:22-slim AS build
WORKDIR /app
# `npm ci` ends with `prisma generate`, which needs the schema.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma prisma
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production CHECKPOINT_DISABLE=1
# Node 24 comes as the npm package `node`. Production has a PostgreSQL of its own: the embedded one stays out.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma prisma
# What the package `node` unpacked its binary from is not needed again.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force && rm -rf node_modules/node/node_modules
COPY app app
COPY server.ts ./
COPY --from=build /app/build build

USER node
ENV PATH=/app/node_modules/.bin:$PATH HOST=0.0.0.0 PORT=3000
EXPOSE 3000
# Alive, not ready: a container without its database is not cured by a restart. A worker has no port, and is alive.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s CMD ["node", "-e", \
  "if (process.env.PROCESS === 'worker') process.exit(0); fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which would keep SIGTERM to itself.
CMD ["node", "server.ts"]
