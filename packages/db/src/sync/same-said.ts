const NAME = "to_jsonb(normalize_name(coalesce(item->>'name', item #>> '{}')))";

/**
 * SQL: what was said of a field, in a form in which two sayings are alike where the field's comparator finds no
 * difference in their order: the items of a set once each and by name, materials sorted, all else word for word.
 * @param value SQL of the jsonb that was said
 * @param key SQL of the field's key
 */
export function comparable(value: string, key: string): string {
  const items = (list: string) => `(select jsonb_agg(${list}) from jsonb_array_elements(${value}) item)`;
  return `case when jsonb_typeof(${value}) <> 'array' or ${value} = '[]' then ${value}
    when ${key} in ('product.tags', 'product.ecoClaims') then ${items(`distinct ${NAME}`)}
    when ${key} = 'product.materials' then ${items("item order by item")}
    else ${value} end`;
}
