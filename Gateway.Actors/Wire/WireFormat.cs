namespace Gateway.Actors.Wire;

/// <summary>Reads the body of one manifest.</summary>
internal delegate object WireRead(ref WireReader from);

/// <summary>How one type is written under one manifest.</summary>
/// <param name="Write">Null: it is only read.</param>
/// <param name="Manifest">Two letters and a version. Frozen once landed: a changed body gets a new manifest, and the old one is read for ever.</param>
internal sealed record WireFormat(string Manifest, Type Type, Action<WireWriter, object>? Write, WireRead Read)
{
    public static WireFormat Of<T>(string manifest, Action<WireWriter, T> write, WireRead read) =>
        new(manifest, typeof(T), (to, value) => write(to, (T)value), read);

    /// <summary>A manifest that is read for ever and written no more: a later one has taken its place.</summary>
    public static WireFormat Former<T>(string manifest, WireRead read) => new(manifest, typeof(T), null, read);
}
