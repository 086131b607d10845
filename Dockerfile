# One instance of Passerelle. With DATABASE_URL it keeps nothing; without it, everything is under /data.
FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
COPY scripts/lib scripts/lib
COPY scripts/patch-postgres.mjs scripts/
RUN node --input-type=module -e "import { ensureDependencies } from './scripts/lib/tooling.mjs'; await ensureDependencies();"
COPY . .
# The same step as `npm start` does, so that a start finds the build it looks for.
RUN node --input-type=module -e "import { ensureBuild } from './scripts/lib/tooling.mjs'; await ensureBuild();"

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production PORT=3000 PASSERELLE_DATA_DIR=/data PASSERELLE_DEMO=0
COPY --from=build --chown=node:node /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "scripts/start.mjs"]
