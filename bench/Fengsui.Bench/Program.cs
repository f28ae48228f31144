using Fengsui.Bench;

return args switch
{
    ["assess"] => Assessing.Run(),
    ["batch"] => Batch.Run(),
    ["load"] => Loading.Run(),
    ["load-once"] => Loading.Once(),
    ["cli", var binary] => ColdStart.Run(binary),
    ["export", var file] => PeerExport.WriteIncidents(file),
    ["rules", var file] => PeerExport.WriteRules(file),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Fengsui.Bench assess        one assessment, in memory
        Fengsui.Bench batch         JSON line in, JSON line out
        Fengsui.Bench load          loading all packs, first in a process and warm
        Fengsui.Bench cli BINARY    the command line, a new process each time
        Fengsui.Bench export FILE   the incidents as JSON lines, for other engines
        Fengsui.Bench rules FILE    the grading rules of the graded packs as JSON, for other engines
        """);
    return 2;
}
