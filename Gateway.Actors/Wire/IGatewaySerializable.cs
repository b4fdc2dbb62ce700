namespace Gateway.Actors.Wire;

/// <summary>Marks everything that crosses nodes or is persisted: HOCON binds it to the one serializer of this project, so the default one never carries our types.</summary>
public interface IGatewaySerializable;
