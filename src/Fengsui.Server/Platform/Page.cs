using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Platform;

/// <summary>A Razor component rendered once, to plain HTML: no circuit, no script of the framework's, no tokens.</summary>
internal sealed class Page<T>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) : IResult
    where T : IComponent
{
    public Page()
        : this([])
    {
    }

    public async Task ExecuteAsync(HttpContext context)
    {
        var html = await Render(context.RequestServices);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await context.Response.WriteAsync(html, Encoding.UTF8, context.RequestAborted);
    }

    private async Task<string> Render(IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
    }
}
