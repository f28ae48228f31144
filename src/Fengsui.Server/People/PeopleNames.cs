using Fengsui.Store.Accounts;

namespace Fengsui.Server.People;

/// <summary>The names of the people of the caller's organisation, read once a request and only when a page shows one.</summary>
internal sealed class PeopleNames(Caller caller, AccountBook book)
{
    private Dictionary<string, string>? _names;

    /// <summary>The name of a person; the id of one who was erased.</summary>
    public async Task<string> Of(string person)
    {
        _names ??= (await book.AccountsOf(caller.Organisation, CancellationToken.None)).ToDictionary(a => a.Id, a => a.DisplayName);
        return _names.GetValueOrDefault(person) is { Length: > 0 } name ? name : person;
    }
}
