using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>
/// Somebody who has a keyboard and no mouse: goes on by keys alone, and must see at every stop where the focus is. Counts the keys and the fields.
/// </summary>
internal sealed class Hands(IPage page)
{
    // More stops than the longest page has.
    private const int MostStops = 400;

    // Where the focus is, and what is wrong with how it looks there. A text field may be larger than the window, so a part of it is enough.
    private const string Stop =
        """
        sought => {
          const at = document.activeElement;
          if (at === document.body || at.id === "main") return [false, ""];
          const style = getComputedStyle(at);
          const boxes = [...at.getClientRects()].filter(b => b.width > 0 && b.height > 0);
          const seen = boxes.some(b => [0.1, 0.5, 0.9].some(x => [0.1, 0.5, 0.9].some(y => {
            const over = document.elementFromPoint(b.left + b.width * x, b.top + b.height * y);
            return over && (at.contains(over) || over.contains(at) && over.matches("label, summary"));
          })));
          const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
          return [at.matches(sought), marked && seen ? "" : (marked ? "covered: " : "not marked: ") + at.outerHTML.slice(0, 200)];
        }
        """;

    public int Keys { get; private set; }

    public int Fields { get; private set; }

    public async Task Press(string key)
    {
        Keys++;
        // A shortcut pressed while the page still comes would not be heard; other keys are the browser's own.
        if (key.Length == 1)
            await Listens();
        await page.Keyboard.PressAsync(key);
    }

    public async Task Type(string text)
    {
        Fields++;
        Keys += text.Sum(c => c is >= '\u4e00' and <= '\u9fff' ? 4 : 1);
        await page.Keyboard.TypeAsync(text);
    }

    public Task TabTo(string field) => Go("Tab", field);

    public Task TabBackTo(string field) => Go("Shift+Tab", field);

    /// <summary>Types into the field that is reached next.</summary>
    public async Task Fill(string field, string text)
    {
        if (!await IsAt(field))
            await TabTo(field);
        await Type(text);
    }

    /// <summary>Chooses the n-th of several: the group is one stop, the arrows go on inside it.</summary>
    public async Task Choose(string group, int index = 0)
    {
        await TabTo(group);
        await Press("Space");
        for (var i = 0; i < index; i++)
            await Press("ArrowDown");
        Fields++;
        Assert.Equal(index, await page.Locator(group).EvaluateAllAsync<int>("all => all.findIndex(one => one.checked)"));
    }

    /// <summary>Presses Enter on a link or a button, and is on the page whose address ends so.</summary>
    public async Task Follow(string link, string to)
    {
        await TabTo(link);
        await Press("Enter");
        await Arrive(to);
    }

    /// <summary>Presses a shortcut that leads to a page.</summary>
    public async Task Shortcut(string key, string to)
    {
        await Press(key);
        await Arrive(to);
    }

    /// <summary>Records the act whose form is open.</summary>
    public Task Record(string act) => Follow("form#act button.primary", $@"[?&]did={act}(#.*)?");

    /// <summary>The page has come, and it listens. Its script says so: of a page that came quickly the browser's own event may have passed already.</summary>
    public async Task Arrive(string to)
    {
        await page.WaitForURLAsync(new Regex(to + "$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { WaitUntil = WaitUntilState.Commit });
        await Listens();
    }

    private Task Listens() => Expect(page.Locator("html[data-listens]")).ToHaveCountAsync(1);

    private Task<bool> IsAt(string field) => page.EvaluateAsync<bool>("field => document.activeElement.matches(field)", field);

    private async Task Go(string key, string field)
    {
        for (var i = 0; i < MostStops; i++)
        {
            await Press(key);
            var stop = await page.EvaluateAsync<System.Text.Json.JsonElement>(Stop, field);
            Assert.True(stop[1].GetString() == "", $"{page.Url}: the focus is {stop[1].GetString()}");
            if (stop[0].GetBoolean())
                return;
        }

        Assert.Fail($"{page.Url}: {field} is not reached with {key}");
    }
}
