"use client";
import { useEffect, useState } from "react";

export function Client({ settings }) {
  const [order, setOrder] = useState("");
  useEffect(() => {
    fetch("/orders", { headers: { Authorization: "Bearer {{client header}}" } }).then((answer) => setOrder(answer.status));
    fetch(`/track?key=${process.env.NEXT_PUBLIC_PAYMENT_SECRET}&other=${process.env.CONFIG_SECRET}`);
  }, []);
  return <p>{Object.keys(settings).join(", ")} {order}</p>;
}
