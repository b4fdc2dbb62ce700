namespace Gateway.WebConsole.Parts;

/// <summary>Short notes of what was done or went wrong, of one open console. Every page tells them here; the layout shows them.</summary>
internal sealed class Toasts
{
    /// <summary>Shown at once; an older one gives way.</summary>
    private const int ShownMax = 4;

    private readonly List<Toast> _shown = [];
    private int _last;

    /// <summary>What is shown has changed. Raised by whoever adds or takes one away.</summary>
    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => _shown;

    /// <param name="level">What happened; a word of <see cref="Level"/>.</param>
    public Toast Add(string text, Level level = Level.Ok)
    {
        var toast = new Toast(++_last, text, level);
        _shown.Add(toast);
        if (_shown.Count > ShownMax) _shown.RemoveAt(0);
        Changed?.Invoke();
        return toast;
    }

    public void Remove(int id)
    {
        if (_shown.RemoveAll(toast => toast.Id == id) > 0) Changed?.Invoke();
    }

    public sealed record Toast(int Id, string Text, Level Level);
}
