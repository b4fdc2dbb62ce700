using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Gateway.Actors.Serialization;

/// <summary>In the place of a serializer that no node of ours needs: reads nothing, writes nothing.</summary>
internal sealed class ClosedSerializer(ExtendedActorSystem system, int id) : SerializerWithStringManifest(system)
{
    public override int Identifier => id;

    public override string Manifest(object o) => throw HasNoForm(o);

    public override byte[] ToBinary(object obj) => throw HasNoForm(obj);

    public override object FromBinary(byte[] bytes, string manifest) => throw new SerializationException($"Serializer {id} is off: nothing is read with it.");

    private static SerializationException HasNoForm(object value) => new($"{value.GetType().Name} has no wire form.");
}
