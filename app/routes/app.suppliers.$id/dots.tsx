import { within } from "#app/components/supplier-words.ts";
import { count } from "#app/components/words.ts";

const [width, height, left, right, top, bottom] = [600, 260, 116, 16, 20, 34];

/**
 * A dot for each delivery, the oldest at the left: up is late, down is early. A line at the stated day, a dashed
 * one where 8 of 10 lie below. Late dots are hollow, so that nothing hangs on color.
 */
export function Dots({ delays, buffer }: { delays: number[]; buffer: number }) {
  const least = Math.min(0, buffer, ...delays) - 1;
  const most = Math.max(0, buffer, ...delays) + 1;
  const x = (i: number) => left + ((i + 0.5) * (width - left - right)) / delays.length;
  const y = (days: number) => top + ((most - days) * (height - top - bottom)) / (most - least);
  const over = delays.filter((d) => d > buffer).length;
  const finding = `Of ${count(delays.length, "delivery", "deliveries")}, ${delays.length - over} came ${within(buffer)}, and ${over} later.`;
  return (
    <svg className="shipsby-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={finding}>
      <Line at={y(0)} label="Stated" />
      {buffer !== 0 && <Line at={y(buffer)} label={sign(buffer)} dashed />}
      {[least + 1, most - 1]
        .filter((days) => Math.abs(y(days) - y(0)) > 16 && Math.abs(y(days) - y(buffer)) > 16)
        .map((days) => (
          <text key={days} x={left - 8} y={y(days) + 4} textAnchor="end" className="shipsby-chart-label">
            {sign(days)}
          </text>
        ))}
      {delays.map((days, i) => (
        <circle
          key={i}
          cx={x(i)}
          cy={y(days)}
          r={5}
          className={days > buffer ? "shipsby-dot-late" : "shipsby-dot"}
        />
      ))}
      <text x={left} y={height - 6} className="shipsby-chart-label">
        Oldest
      </text>
      <text x={width - right} y={height - 6} textAnchor="end" className="shipsby-chart-label">
        Latest
      </text>
    </svg>
  );
}

function Line({ at, label, dashed = false }: { at: number; label: string; dashed?: boolean }) {
  return (
    <>
      <line
        x1={left}
        x2={width - right}
        y1={at}
        y2={at}
        className={dashed ? "shipsby-chart-dashed" : "shipsby-chart-line"}
      />
      <text x={left - 8} y={at + 4} textAnchor="end" className="shipsby-chart-label">
        {label}
      </text>
    </>
  );
}

function sign(days: number): string {
  return days === 0 ? "0 days" : `${days > 0 ? "+" : "−"}${count(Math.abs(days), "day")}`;
}
