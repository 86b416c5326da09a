// Put into pages by `planet serve` alone: loads the page anew when the site has changed, and says why while it cannot be built.
"use strict";
{
  const shown = document.currentScript.dataset.number;
  const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

  const tell = (problem) => {
    document.querySelector(".planet-problem")?.remove();
    if (!problem) return;
    const box = document.createElement("section");
    box.className = "planet-problem";
    box.setAttribute("role", "alert");
    const heading = document.createElement("h2");
    heading.textContent = "This page is from before: the site cannot be built";
    const text = document.createElement("pre");
    text.tabIndex = 0;
    text.textContent = problem;
    box.append(heading, text);
    document.body.append(box);
  };

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/-planet/problem.css";
  document.head.append(style);

  const follow = async () => {
    let known = "";
    let told = null;
    for (;;) {
      try {
        const answer = await fetch(`/-planet/changes?since=${known}`, { cache: "no-store" });
        const { number, problem, base } = await answer.json();
        if (!problem && number !== shown) {
          if (location.pathname.startsWith(base)) location.reload();
          else location.replace(base);
          return;
        }
        if (problem !== told) tell(problem);
        [known, told] = [number, problem];
      } catch {
        // planet has ended, or begins anew.
        known = "";
        await pause(1000);
      }
    }
  };
  follow();
}
