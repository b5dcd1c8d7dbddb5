import pg from "pg";

/** SQL of a row's primary key as text, by table; its row is called r. */
export type Keys = Map<string, string>;

/** Has every table tell of each row that is about to be written, under each of its unique keys. */
export async function watchTables(url: string): Promise<Keys> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      create or replace function tell_lock() returns trigger language plpgsql as $$
      declare a text; was jsonb; new_row jsonb; k text; n int := 0;
      begin
        new_row := to_jsonb(case when tg_op = 'DELETE' then old else new end);
        was := to_jsonb(case when tg_op = 'INSERT' then new else old end);
        foreach a in array tg_argv loop
          if tg_op = 'UPDATE' then
            select string_agg(was->>c, '/') into k from unnest(string_to_array(split_part(a, ':', 2), ',')) c;
            if n = 0 then raise notice E'locked\\t%\\t%\\t%', split_part(a, ':', 1), k, tg_op; end if;
            if k is distinct from (select string_agg(new_row->>c, '/') from unnest(string_to_array(split_part(a, ':', 2), ',')) c) then
              raise notice E'locked\\t%\\t%\\t%', split_part(a, ':', 1),
                (select string_agg(new_row->>c, '/') from unnest(string_to_array(split_part(a, ':', 2), ',')) c), tg_op;
            end if;
          elsif tg_op = 'INSERT' or n = 0 then
            select string_agg(was->>c, '/') into k from unnest(string_to_array(split_part(a, ':', 2), ',')) c;
            raise notice E'locked\\t%\\t%\\t%', split_part(a, ':', 1), k, tg_op;
          end if;
          n := n + 1;
        end loop;
        if tg_op = 'DELETE' then return old; end if;
        return new;
      end $$`);
    const { rows } = await client.query<{ table: string; primary: boolean; columns: string[] }>(`
      select c.relname as table, i.indisprimary as primary, array_agg(a.attname::text order by k.n) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace s on s.oid = c.relnamespace,
        unnest(i.indkey::int[]) with ordinality k(attnum, n) join pg_attribute a on a.attnum = k.attnum
      where s.nspname = 'public' and i.indisunique and a.attrelid = i.indrelid and c.relkind = 'r'
      group by c.relname, i.indexrelid, i.indisprimary order by c.relname, i.indisprimary desc`);
    const keys: Keys = new Map();
    for (const [table, indexes] of Map.groupBy(rows, (r) => r.table)) {
      const names = indexes.map(({ primary, columns }) =>
        primary ? `${table}:${columns.join(",")}` : `${table} by ${columns.join("+")}:${columns.join(",")}`,
      );
      await client.query(`create or replace trigger aaa_tell_lock before insert or update or delete on "${table}"
        for each row execute function tell_lock(${names.map((n) => `'${n}'`).join(", ")})`);
      keys.set(table, `concat_ws('/', ${indexes[0]!.columns.map((c) => `to_jsonb(r)->>'${c}'`).join(", ")})`);
    }
    await client.query(`create or replace trigger aaa_tell_lock before insert on pgboss.job
      for each row execute function tell_lock('job:name,singleton_key')`);
    return keys;
  } finally {
    await client.end();
  }
}
