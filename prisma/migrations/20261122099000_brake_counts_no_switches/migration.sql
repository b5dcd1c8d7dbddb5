-- Shopify is asked before each switch: counting them told nothing more.
alter table "braked_variant" drop column "switches";
