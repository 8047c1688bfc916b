"""PostgreSQL, Valkey and a mail catcher for a workstation or a test run: programs of wheels, watched by us.

Never imported in production, where DATABASE_URL, REDIS_URL and SMTP_URL name the real servers.
"""
