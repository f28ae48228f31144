using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>Counters, gauges and one histogram, told as Prometheus reads them. No label carries what a person typed.</summary>
public sealed class Metrics
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

    private readonly ConcurrentDictionary<(string Name, string Labels), long> _counters = new();
    private readonly ConcurrentDictionary<string, Func<double>> _gauges = new();
    private readonly ConcurrentDictionary<string, string> _helps = new();
    private readonly ConcurrentDictionary<string, Durations> _durations = new();

    /// <summary>An act was recorded.</summary>
    /// <param name="kind">The kind of matter.</param>
    /// <param name="act">The act, or the line that it wrote first.</param>
    public void Acted(string kind, string act) => Count("fengsui_acts_total", "Acts recorded.", $"kind=\"{kind}\",act=\"{act}\"");

    /// <summary>Something was refused for want of authority.</summary>
    /// <param name="why">post, scope, form, or token.</param>
    public void Refused(string why) => Count("fengsui_refusals_total", "Refusals for want of authority.", $"why=\"{why}\"");

    /// <summary>A notice was sent, or was not.</summary>
    /// <param name="channel">The channel; its id is chosen by the organisation, so it is no text that anybody types into an incident.</param>
    /// <param name="outcome">What became of it.</param>
    public void Noticed(string channel, string outcome) => Count("fengsui_notices_total", "Notices by what became of them.", $"channel=\"{Escaped(channel)}\",outcome=\"{outcome}\"");

    /// <summary>Somebody signed in.</summary>
    public void SignedIn() => Count("fengsui_sign_ins_total", "Sign-ins.", "");

    /// <summary>A sign-in failed.</summary>
    /// <param name="why">password, totp, passkey, locked, unknown, or throttled.</param>
    public void SignInFailed(string why) => Count("fengsui_sign_in_failures_total", "Sign-ins that failed.", $"why=\"{why}\"");

    /// <summary>Registers a gauge that is asked at every reading.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="help">What it is, with its unit.</param>
    /// <param name="value">Tells the value.</param>
    public void Gauge(string name, string help, Func<double> value)
    {
        _helps[name] = help;
        _gauges[name] = value;
    }

    /// <summary>Everything, as text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        foreach (var name in _counters.GroupBy(c => c.Key.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"# HELP {name.Key} {_helps[name.Key]}\n# TYPE {name.Key} counter\n");
            foreach (var ((_, labels), value) in name.OrderBy(c => c.Key.Labels, StringComparer.Ordinal))
                text.Append($"{name.Key}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value}\n");
        }
        foreach (var (name, value) in _gauges.OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append($"# HELP {name} {_helps[name]}\n# TYPE {name} gauge\n{name} {Number(value())}\n");
        text.Append("# HELP fengsui_request_seconds Duration of requests.\n# TYPE fengsui_request_seconds histogram\n");
        foreach (var (route, durations) in _durations.OrderBy(d => d.Key, StringComparer.Ordinal))
            durations.Write(text, route);
        return text.ToString();
    }

    /// <summary>Measures every request; it stands first, so that what later stages answer is counted too.</summary>
    internal async Task Measure(HttpContext context, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            // The pattern, never the address: an address may hold what somebody searched for, and there is no end of them.
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "other";
            var labels = $"route=\"{Escaped(route)}\",method=\"{Known(context.Request.Method)}\"";
            Count("fengsui_requests_total", "Requests.", $"{labels},status=\"{context.Response.StatusCode}\"");
            _durations.GetOrAdd(labels, _ => new()).Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Known(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "PATCH" ? method : "other";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void Count(string name, string help, string labels)
    {
        _helps.TryAdd(name, help);
        _counters.AddOrUpdate((name, labels), 1, (_, count) => count + 1);
    }

    private sealed class Durations
    {
        private readonly long[] _counts = new long[Bounds.Length + 1];
        private readonly Lock _lock = new();
        private double _sum;

        public void Add(double seconds)
        {
            var at = Array.FindIndex(Bounds, b => seconds <= b);
            lock (_lock)
            {
                _counts[at < 0 ? Bounds.Length : at]++;
                _sum += seconds;
            }
        }

        public void Write(StringBuilder text, string labels)
        {
            lock (_lock)
            {
                long total = 0;
                for (var i = 0; i < _counts.Length; i++)
                {
                    total += _counts[i];
                    text.Append($"fengsui_request_seconds_bucket{{{labels},le=\"{(i < Bounds.Length ? Number(Bounds[i]) : "+Inf")}\"}} {total}\n");
                }
                text.Append($"fengsui_request_seconds_sum{{{labels}}} {Number(_sum)}\nfengsui_request_seconds_count{{{labels}}} {total}\n");
            }
        }
    }
}
