self.addEventListener("push", () => fetch("/push", { headers: { Authorization: "Bearer {{worker}}" } }));
