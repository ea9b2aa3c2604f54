#!/bin/bash
# Makes the databases and roles of the services, once, when the data folder is new.
# The owner migrates; the service works as the app role, which may only connect until a
# migration grants it more.
set -euo pipefail

create() {
    local database=$1 owner_password=$2 app_password=$3
    psql --no-psqlrc -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
        -v database="$database" -v owner="${database}_owner" -v app="${database}_app" \
        -v owner_password="$owner_password" -v app_password="$app_password" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN PASSWORD :'app_password';
ALTER ROLE :"app" SET statement_timeout = '30s';
ALTER ROLE :"app" SET lock_timeout = '10s';
ALTER ROLE :"app" SET idle_in_transaction_session_timeout = '30s';
CREATE DATABASE :"database" OWNER :"owner";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";
SQL
}

create order_service "$ORDER_SERVICE_OWNER_PASSWORD" "$ORDER_SERVICE_APP_PASSWORD"
create account_service "$ACCOUNT_SERVICE_OWNER_PASSWORD" "$ACCOUNT_SERVICE_APP_PASSWORD"
create market_service "$MARKET_SERVICE_OWNER_PASSWORD" "$MARKET_SERVICE_APP_PASSWORD"
