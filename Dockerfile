FROM python:3.12-slim AS build
WORKDIR /portal
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r requirements.txt
COPY . .
# The settings of production refuse to load without these; nothing of them stays in the image.
RUN /venv/bin/python manage.py compile_catalogues \
 && SEKO_ENV=production SECRET_KEY=$(/venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
    ALLOWED_HOSTS=build.invalid \
    SITE_URL=https://build.invalid EMAIL_URL=smtp://build.invalid \
    DATABASE_URL=postgres://build.invalid/seko REDIS_URL=redis://build.invalid/0 \
    STATIC_ROOT=/portal/collected-static /venv/bin/python manage.py collectstatic --noinput

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home --home-dir /home/seko --shell /usr/sbin/nologin seko \
 && install -d -o seko -g seko /data /data/media
COPY --from=build /venv /venv
COPY --from=build /portal /portal
WORKDIR /portal
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SEKO_ENV=production SEKO_DATA_DIR=/data STATIC_ROOT=/portal/collected-static MEDIA_ROOT=/data/media
USER seko
EXPOSE 8000
CMD ["gunicorn", "seko.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--preload", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
