using System.CommandLine;
using Fengsui.Law;
using Fengsui.Server;
using Fengsui.Server.Example;
using Fengsui.Server.People;
using Fengsui.Store;

namespace Fengsui.Cli.Commands;

/// <summary><c>serve</c>: the pages and the API.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "监听的地址 / where to listen", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var data = new Option<string?>("--data")
        {
            Description = "数据目录，没有就新建；默认 data，示例为 data/example / "
                + "the folder of the record, made when absent; by default data, of the example data/example",
            HelpName = "DIR",
        };
        var example = new Option<bool>("--example")
        {
            Description = "空的记录填入示例单位、人员和事件 / fills an empty record with an example: an organisation, people, incidents",
        };
        var database = new Option<string?>("--database")
        {
            Description = "PostgreSQL 连接串；不写则用数据目录中的内嵌数据库 / a PostgreSQL connection string; else the embedded database",
            HelpName = "\"Host=…\"",
        };
        var address = new Option<string?>("--address")
        {
            Description = "人员访问本系统的地址，用于通知中的链接；默认为监听地址 / the address under which people reach it, for links in notices",
            HelpName = "URL",
        };
        var command = new Command("serve", "启动网页与接口 / the pages and the API") { urls, data, database, example, address };
        var syslog = SyslogOptions.AddTo(command);
        command.SetAction((parsed, cancel) => Serve(syslog.Take(parsed,
            new()
            {
                Urls = parsed.GetValue(urls)!,
                PacksFolder = CommandLine.PacksFolder,
                Data = parsed.GetValue(data) ?? (parsed.GetValue(example) ? Path.Combine("data", "example") : "data"),
                Database = parsed.GetValue(database),
                Example = parsed.GetValue(example),
                PublicAddress = parsed.GetValue(address),
            }),
            parsed.GetValue(CommandLine.Lang), terminal, cancel));
        return command;
    }

    private static async Task<int> Serve(AppOptions options, Language language, Terminal terminal, CancellationToken cancel)
    {
        foreach (var url in options.Urls.Split(';'))
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != "http")
                throw new WrongCallException(new($"--urls: “{url}”不是地址; 应写作 http://127.0.0.1:8080",
                    $"--urls: “{url}” is not an address; write it as http://127.0.0.1:8080"));
        if (options.PublicAddress is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out var reached) || reached.Scheme is not ("http" or "https")))
            throw new WrongCallException(new($"--address: “{address}”不是地址; 应写作 https://fengsui.example.cn",
                $"--address: “{address}” is not an address; write it as https://fengsui.example.cn"));
        if (options.Database is { } database && !database.Contains('=', StringComparison.Ordinal))
            throw new WrongCallException(new("--database: 不是连接串; 应写作 \"Host=…;Database=…;Username=…\"",
                "--database: not a connection string; write it as \"Host=…;Database=…;Username=…\""));
        try
        {
            await using var app = await App.Build(options, terminal.Clock);
            await app.StartAsync(cancel);
            Greet(app, language, terminal);
            await app.WaitForShutdownAsync(cancel);
            return Exit.Done;
        }
        catch (AppOptionsException e)
        {
            throw new WrongCallException(e.Said);
        }
        catch (DataFolderException e)
        {
            throw new WrongCallException(e.Said);
        }
        catch (StoreException e)
        {
            terminal.Error.WriteLine($"fengsui: {e.Said.In(language)}");
            return Exit.Failed;
        }
        catch (InvalidDataException e)
        {
            // A file of the installation, its key or the example, is not as it should be.
            terminal.Error.WriteLine($"fengsui: {e.Message}");
            return Exit.Failed;
        }
    }

    private static void Greet(App app, Language language, Terminal terminal)
    {
        var zh = language == Language.Zh;
        terminal.WriteLine(zh ? $"烽燧 已在 {app.Address} 启动（Ctrl+C 停止）" : $"Fengsui listens on {app.Address} (Ctrl+C stops it)");
        if (app.SetUpLink is { } link)
            terminal.WriteLine(zh ? $"设立单位（链接只能用一次）：{link}" : $"set up the organisation (the link works once): {link}");
        if (app.Example is { } example)
            GreetExample(app.Address, example, zh, terminal);
        terminal.Out.Flush();
    }

    private static void GreetExample(string address, ExampleSignIn example, bool zh, Terminal terminal)
    {
        terminal.WriteLine(zh
            ? $"示例登录：{address}/sign-in　以下任一用户名，密码都是 {example.Password}"
            : $"sign in to the example: {address}/sign-in with any of these user names; the password of all is {example.Password}");
        foreach (var (userName, displayName, posts) in example.People)
            terminal.WriteLine($"  {userName,-8} {displayName}　{posts.In(zh ? Language.Zh : Language.En)}");
    }
}
