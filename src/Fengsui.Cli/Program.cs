using Fengsui.Cli;

// The one place that chooses the real clock and the real console.
#pragma warning disable RS0030
return await CommandLine.Run(args, new Terminal(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError(), TimeProvider.System)
{
    Variable = Environment.GetEnvironmentVariable,
});
#pragma warning restore RS0030
