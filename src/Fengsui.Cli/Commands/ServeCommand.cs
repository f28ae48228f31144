using System.CommandLine;
using Fengsui.Law;
using Fengsui.Server;

namespace Fengsui.Cli.Commands;

/// <summary><c>serve</c>: the pages and the API.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string>("--urls") { Description = "监听的地址 / where to listen", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var data = new Option<string>("--data") { Description = "数据目录（目前的页面不保存任何内容） / the folder of the record (the pages so far keep nothing)", HelpName = "DIR", DefaultValueFactory = _ => "data" };
        var command = new Command("serve", "启动网页与接口 / the pages and the API") { urls, data };
        command.SetAction((parsed, cancel) => Serve(parsed.GetValue(urls)!, parsed.GetValue(data)!, parsed.GetValue(CommandLine.Lang), terminal, cancel));
        return command;
    }

    private static async Task<int> Serve(string urls, string data, Language language, Terminal terminal, CancellationToken cancel)
    {
        foreach (var url in urls.Split(';'))
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != "http")
                throw new WrongCallException(new($"--urls: “{url}”不是地址; 应写作 http://127.0.0.1:8080", $"--urls: “{url}” is not an address; write it as http://127.0.0.1:8080"));
        await using var app = App.Build(new AppOptions { Urls = urls, PacksFolder = CommandLine.PacksFolder, Data = data }, terminal.Clock);
        await app.StartAsync(cancel);
        terminal.WriteLine(language == Language.Zh ? $"烽燧 已在 {app.Address} 启动（Ctrl+C 停止）" : $"Fengsui listens on {app.Address} (Ctrl+C stops it)");
        terminal.Out.Flush();
        await app.WaitForShutdownAsync(cancel);
        return Exit.Done;
    }
}
