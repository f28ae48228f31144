using Fengsui.Law;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Components;

namespace Fengsui.Server.Ui;

/// <summary>The base of every component: it knows who reads, and so in which language to speak.</summary>
public abstract class View : ComponentBase
{
    /// <summary>Who reads.</summary>
    [Inject]
    public Reader Reader { get; set; } = default!;

    /// <summary>Whether the page is in Chinese.</summary>
    protected bool Zh => Reader.Language == Language.Zh;

    /// <summary>A text in the reader's language.</summary>
    protected string T(Text text) => text.In(Reader.Language);

    /// <summary>Marks what stays Chinese on an English page (article numbers, numbers of documents), for screen readers.</summary>
    protected string? ChineseHere => Zh ? null : "zh-CN";
}
