import { BlockStack, Card, Text } from "@shopify/polaris";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

const [width, height, gap] = [240, 80, 4];

/** Sign-ups of the last twelve weeks. */
export function Weeks({ weeks }: { weeks: { week: string; count: number }[] }) {
  const shop = useShop();
  const most = Math.max(1, ...weeks.map((w) => w.count));
  const total = weeks.reduce((sum, w) => sum + w.count, 0);
  const bar = width / weeks.length - gap;
  const finding = `${count(total, "sign-up")} in ${weeks.length} weeks`;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {finding}
        </Text>
        {total > 0 && (
          <>
            <svg
              className="shipsby-chart"
              role="img"
              aria-label={`${finding}, at most ${most} in one`}
              viewBox={`0 0 ${width} ${height}`}
            >
              {weeks.map((w, i) => {
                const tall = (w.count / most) * (height - 2);
                return (
                  <rect
                    key={w.week}
                    className="shipsby-dot"
                    x={i * (bar + gap)}
                    y={height - tall}
                    width={bar}
                    height={tall}
                  />
                );
              })}
            </svg>
            <details className="shipsby-why">
              <summary>Show as table</summary>
              <table className="shipsby-levels">
                <thead>
                  <tr>
                    <th scope="col">Week from</th>
                    <th scope="col">Sign-ups</th>
                  </tr>
                </thead>
                <tbody>
                  {weeks.map((w) => (
                    <tr key={w.week}>
                      <th scope="row">{shop.day(w.week)}</th>
                      <td>{w.count}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          </>
        )}
      </BlockStack>
    </Card>
  );
}
