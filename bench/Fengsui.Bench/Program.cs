using System.Globalization;
using Fengsui.Bench;

#pragma warning disable RS0030 // The one place that may choose the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

return args switch
{
    ["assess"] => Assessing.Run(),
    ["batch"] => Batch.Run(),
    ["load"] => Loading.Run(),
    ["papers"] => PaperDocuments.Run(),
    ["load-once"] => Loading.Once(),
    ["cli", var binary] => ColdStart.Run(binary),
    ["export", var file] => PeerExport.WriteIncidents(file),
    ["rules", var file] => PeerExport.WriteRules(file),
    ["acts", var folder] => await Acts.Run(folder, clock),
    ["intake", var folder] => await Intake.Run(folder, clock),
    ["lists", var folder, var incidents] => await Large.AllLists(folder, Number(incidents)),
    ["verify", var folder, var incidents] => await Large.AllVerified(folder, Number(incidents)),
    ["seed", var where, var incidents] => await Large.Seed("store", where, Number(incidents), light: false),
    ["seed-light", var where, var incidents] => await Large.Seed("store", where, Number(incidents), light: true),
    ["lists", var where] => await Large.Lists("store", where),
    ["verify", var where] => await Verify(where),
    ["clocks", var folder, var incidents] => await Clocks.Run(folder, Number(incidents), clock),
    ["sweep", var where] => await Clocks.Sweep(where, clock),
    ["pages", var binary, var folder, var incidents] => await Pages.Run(binary, folder, Number(incidents), clock),
    ["notices", var folder, var pages] => await Notices.Run(folder, Number(pages), clock),
    ["warnings", var folder, var recipients] => await Warnings.Run(folder, Number(recipients), clock),
    ["start", var binary] => await Starting.Run(binary),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static async Task<int> Verify(string where)
{
    Console.WriteLine(await Large.Verify("store", where));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        Fengsui.Bench assess                    one assessment, in memory
        Fengsui.Bench batch                     JSON line in, JSON line out
        Fengsui.Bench load                      loading all packs, first in a process and warm
        Fengsui.Bench papers                    filling a form and making it a Word document
        Fengsui.Bench cli BINARY                the command line, a new process each time
        Fengsui.Bench export FILE               the incidents as JSON lines, for other engines
        Fengsui.Bench rules FILE                the grading rules of the graded packs as JSON, for other engines

        The record, in a folder for the embedded database and on the PostgreSQL that FENGSUI_POSTGRES names (bench/with-postgres starts one):
        Fengsui.Bench acts FOLDER               durable acts a second, many writers
        Fengsui.Bench intake FOLDER             risk information taken in, durable; and offered ten times as much
        Fengsui.Bench lists FOLDER INCIDENTS    pages, searches and counts among very many incidents
        Fengsui.Bench verify FOLDER INCIDENTS   verifies a large record, about 15 journal lines an incident
        Fengsui.Bench clocks FOLDER INCIDENTS   ten pending clocks an incident; how late they are recorded; kills; a clock that steps
        Fengsui.Bench pages BINARY FOLDER INCIDENTS   pages of the server under a steady load
        Fengsui.Bench notices FOLDER PAGES      from the second in which a step is due to the moment at which a channel has it
        Fengsui.Bench warnings FOLDER RECIPIENTS   one warning to very many: issued, fanned out to a sink, the list of the silent
        Fengsui.Bench start BINARY              the server, from an empty folder to its first answer

        Parts of these, for one store; WHERE is a data folder or a connection string:
        Fengsui.Bench seed WHERE INCIDENTS, seed-light WHERE INCIDENTS
        Fengsui.Bench lists WHERE
        Fengsui.Bench verify WHERE
        Fengsui.Bench sweep WHERE               records clocks that come due until it is killed
        """);
    return 2;
}
