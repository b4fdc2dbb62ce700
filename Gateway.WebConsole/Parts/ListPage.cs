using Gateway.Storage.Keys;
using Microsoft.AspNetCore.Components;

namespace Gateway.WebConsole.Parts;

/// <summary>
/// A list whose filter, order and page stand in the address, so that going back and sharing it work: the page takes them as parameters of the query, loads when they change,
/// and changes them by <see cref="Go"/> only.
/// </summary>
public abstract class ListPage : ConsolePage
{
    /// <summary>Rows of a page.</summary>
    internal const int PageLength = 50;

    /// <summary>Where this page begins; null: the first.</summary>
    [SupplyParameterFromQuery(Name = "cursor")] public string? Cursor { get; set; }

    /// <summary>Being loaded for the first time: there is nothing to show yet.</summary>
    internal bool Loading { get; private set; } = true;

    /// <summary>Role that may see the list.</summary>
    internal virtual ApiRole Least => ApiRole.Viewer;

    /// <summary>Reads the page that the address asks for.</summary>
    internal abstract Task LoadAsync();

    protected override async Task OnParametersSetAsync()
    {
        await DoAsync(Least, LoadAsync);
        Loading = false;
    }

    /// <summary>Asks for another filter, from its first page on. Null and empty values leave the address.</summary>
    internal void Go(params (string Name, string? Value)[] filter)
    {
        var query = filter.ToDictionary(static part => part.Name, static part => (object?)(string.IsNullOrWhiteSpace(part.Value) ? null : part.Value.Trim()));
        query["cursor"] = null;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query));
    }

    /// <summary>A filter's text; null when it is empty.</summary>
    internal static string? Null(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
